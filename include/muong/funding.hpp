// SPDX-License-Identifier: MIT
#pragma once

#include <muong/funding/disbursement.hpp>
#include <muong/funding/funding_source.hpp>
#include <muong/funding/ledger.hpp>
#include <muong/funding/programme.hpp>
#include <muong/funding/reconciliation.hpp>
#include <muong/funding/transaction.hpp>
