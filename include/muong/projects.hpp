// SPDX-License-Identifier: MIT
#pragma once

#include <muong/projects/codelists.hpp>
#include <muong/projects/earned_value.hpp>
#include <muong/projects/ledger_map.hpp>
#include <muong/projects/portfolio.hpp>
#include <muong/projects/project.hpp>
#include <muong/projects/project_map.hpp>
#include <muong/projects/project_money.hpp>
#include <muong/projects/qualified_date.hpp>
