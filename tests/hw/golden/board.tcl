set part {xcu200-fsgd2104-2-e}
set period_ns 3.33
