// SPDX-License-Identifier: MIT
#pragma once

// The room of ready data: Điện Biên, and Viet Nam at the consolidation of 2025.
#include <muong/data/claim_figures.hpp>
#include <muong/data/dien_bien.hpp>
#include <muong/data/funding_statement.hpp>
#include <muong/data/published_claim.hpp>
#include <muong/data/published_figures.hpp>
#include <muong/data/unit_kinds.hpp>
#include <muong/data/viet_nam_2025.hpp>
