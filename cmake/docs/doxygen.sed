# SPDX-License-Identifier: MIT
# What Doxygen 1.9 does not understand: an inline namespace opened in one go, and a specialisation of std::hash.
s/^namespace muong::inline v0/namespace muong/
s/struct std::hash<.*> {/struct std_hash {/
