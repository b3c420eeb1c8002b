# STEP=csim|csynth|cosim vitis_hls -f tcl/flame_moe.tcl   (from the project's folder)
set step [expr {[info exists ::env(STEP)] ? $::env(STEP) : "csynth"}]
open_project -reset build/hls_flame_moe
set_top flame_moe
add_files src/flame_moe.cpp -cflags "-std=c++17 -Isrc"
add_files -tb src/flame_tb.cpp -cflags "-std=c++17 -Isrc"
open_solution -reset solution -flow_target vitis
set_part {xcu200-fsgd2104-2-e}
create_clock -period 3.33 -name default
if {$step eq "csim"} {
    csim_design -argv [pwd]
} else {
    csynth_design
    if {$step eq "cosim"} {
        cosim_design -argv [pwd]
    }
    export_design -format xo -output build/flame_moe.xo
}
exit
