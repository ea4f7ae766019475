// SPDX-License-Identifier: MIT
#pragma once

#include <muong/units/assumption.hpp>
#include <muong/units/audit.hpp>
#include <muong/units/branch.hpp>
#include <muong/units/change.hpp>
#include <muong/units/common_areas.hpp>
#include <muong/units/crosswalk.hpp>
#include <muong/units/dates_that_fit.hpp>
#include <muong/units/grouping.hpp>
#include <muong/units/legal_act.hpp>
#include <muong/units/likely_code.hpp>
#include <muong/units/lineage.hpp>
#include <muong/units/name_column.hpp>
#include <muong/units/name_index.hpp>
#include <muong/units/near_names.hpp>
#include <muong/units/registry.hpp>
#include <muong/units/rows.hpp>
#include <muong/units/text_key.hpp>
#include <muong/units/transfer.hpp>
#include <muong/units/unit.hpp>
#include <muong/units/unit_code.hpp>
#include <muong/units/vietnamese_order.hpp>
#include <muong/units/written_place.hpp>
