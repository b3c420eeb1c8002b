# STEP=csim|csynth|cosim|smoke vitis_hls -f tcl/flame_moe.tcl   (from the project's folder)
# What the board is: part, period_ns.
source [file join [file dirname [info script]] board.tcl]
set step [expr {[info exists ::env(STEP)] ? $::env(STEP) : "csynth"}]
if {$step eq "smoke"} {
    open_project -reset build/hls_smoke
    add_files smoke/flame_moe.cpp -cflags "-std=c++17 -Ismoke"
} else {
    open_project -reset build/hls_flame_moe
    add_files src/flame_moe.cpp -cflags "-std=c++17 -Isrc"
    add_files -tb src/flame_tb.cpp -cflags "-std=c++17 -Isrc"
}
set_top flame_moe
open_solution -reset solution -flow_target vitis
set_part $part
create_clock -period $period_ns -name default
if {$step eq "csim"} {
    csim_design -argv [pwd]
} else {
    csynth_design
    if {$step eq "cosim"} {
        cosim_design -argv [pwd]
    }
    if {$step ne "smoke"} {
        export_design -format xo -output build/flame_moe.xo
    }
}
exit
