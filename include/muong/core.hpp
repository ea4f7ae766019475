// SPDX-License-Identifier: MIT
#pragma once

#include <muong/core/apportion.hpp>
#include <muong/core/currency.hpp>
#include <muong/core/date.hpp>
#include <muong/core/date_range.hpp>
#include <muong/core/decimal.hpp>
#include <muong/core/exchange.hpp>
#include <muong/core/fraction.hpp>
#include <muong/core/fraction_sum.hpp>
#include <muong/core/interval.hpp>
#include <muong/core/money.hpp>
#include <muong/core/percent.hpp>
#include <muong/core/period.hpp>
#include <muong/core/problem.hpp>
#include <muong/core/published_amount.hpp>
#include <muong/core/qualified.hpp>
#include <muong/core/rounding.hpp>
#include <muong/core/source.hpp>
#include <muong/core/utf8.hpp>
