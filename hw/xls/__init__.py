"""Parts of the kernels by a second path: DSLX, which Google XLS schedules into pipelined Verilog."""
