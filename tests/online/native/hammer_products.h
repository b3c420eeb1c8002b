#pragma once

void hammer_products(int rounds);
