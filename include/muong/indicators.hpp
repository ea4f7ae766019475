// SPDX-License-Identifier: MIT
#pragma once

#include <muong/indicators/account.hpp>
#include <muong/indicators/aggregation.hpp>
#include <muong/indicators/alignment.hpp>
#include <muong/indicators/bounds.hpp>
#include <muong/indicators/carried_rules.hpp>
#include <muong/indicators/cell_quality.hpp>
#include <muong/indicators/cell_storage.hpp>
#include <muong/indicators/claim.hpp>
#include <muong/indicators/column_rules.hpp>
#include <muong/indicators/consistency.hpp>
#include <muong/indicators/flows.hpp>
#include <muong/indicators/frequency_change.hpp>
#include <muong/indicators/growth.hpp>
#include <muong/indicators/index_series.hpp>
#include <muong/indicators/indicator.hpp>
#include <muong/indicators/measure_unit.hpp>
#include <muong/indicators/observation_status.hpp>
#include <muong/indicators/panel.hpp>
#include <muong/indicators/rebase.hpp>
#include <muong/indicators/rebase_accumulator.hpp>
#include <muong/indicators/rebase_back.hpp>
#include <muong/indicators/series.hpp>
#include <muong/indicators/series_panel.hpp>
#include <muong/indicators/target.hpp>
#include <muong/indicators/vintages.hpp>
