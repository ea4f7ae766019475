// SPDX-License-Identifier: MIT
#pragma once

/// Reading and writing tables and files.
#include <muong/io/atomic_file.hpp>
#include <muong/io/crosswalk_csv.hpp>
#include <muong/io/csv_options.hpp>
#include <muong/io/csv_reader.hpp>
#include <muong/io/csv_table.hpp>
#include <muong/io/csv_writer.hpp>
#include <muong/io/faulty_rows.hpp>
#include <muong/io/file.hpp>
#include <muong/io/fixed_point.hpp>
#include <muong/io/geojson.hpp>
#include <muong/io/lineage_dot.hpp>
#include <muong/io/oc4ids.hpp>
#include <muong/io/problem_log.hpp>
#include <muong/io/sdmx_csv.hpp>
#include <muong/io/text_numbers.hpp>
#include <muong/io/units_csv.hpp>
#include <muong/io/values_csv.hpp>
#include <muong/io/vega_lite.hpp>
#include <muong/io/vega_map.hpp>
#include <muong/io/vega_options.hpp>
