//===------------------------------------------------------------*- C++ -*-===//
//
// Automatically generated file for High-level Synthesis (HLS).
//
//===----------------------------------------------------------------------===//
#include <algorithm>
#include <ap_axi_sdata.h>
#include <ap_fixed.h>
#include <ap_int.h>
#include <hls_math.h>
#include <hls_stream.h>
#include <hls_vector.h>
#include <math.h>
#include <stdint.h>
using namespace std;
void touched_slot(
  int32_t v0,
  int32_t v1,
  int32_t v2[12],
  int32_t v3[12],
  int32_t *v4
) {
  int64_t v5 = v0;
  int64_t v6 = v5 * 2;
  int32_t v7 = v6;
  int32_t first;
  first = v7;
  int32_t slot;
  slot = 0;
  int32_t oldest;
  oldest = -1;
  int32_t hit;
  hit = 0;
  l_find_i: for (int i = 0; i < 2; i++) {
  #pragma HLS pipeline II=1
    int32_t v13 = i;
    int32_t step;
    step = v13;
    int32_t v15 = first;
    int32_t v16 = step;
    ap_int<33> v17 = v15;
    ap_int<33> v18 = v16;
    ap_int<33> v19 = v17 + v18;
    int32_t v20 = v19;
    int32_t at;
    at = v20;
    int32_t v22 = at;
    int v23 = v22;
    int32_t v24 = v2[v23];
    ap_int<33> v25 = v1;
    ap_int<33> v26 = v25 + 1;
    ap_int<33> v27 = v24;
    bool v28 = v27 == v26;
    if (v28) {
      int32_t v29 = at;
      slot = v29;
      hit = 1;
    }
    int32_t v30 = hit;
    bool v31 = v30 == 0;
    if (v31) {
      int32_t v32 = at;
      int v33 = v32;
      int32_t v34 = v3[v33];
      int32_t v35 = oldest;
      bool v36 = v34 > v35;
      if (v36) {
        int32_t v37 = at;
        int v38 = v37;
        int32_t v39 = v3[v38];
        oldest = v39;
        int32_t v40 = at;
        slot = v40;
      }
    }
  }
  int32_t v41 = slot;
  int v42 = v41;
  int32_t v43 = v3[v42];
  int32_t age;
  age = v43;
  l_age_i1: for (int i1 = 0; i1 < 2; i1++) {
  #pragma HLS pipeline II=1
    int32_t v46 = i1;
    int32_t step1;
    step1 = v46;
    int32_t v48 = first;
    int32_t v49 = step1;
    ap_int<33> v50 = v48;
    ap_int<33> v51 = v49;
    ap_int<33> v52 = v50 + v51;
    int32_t v53 = v52;
    int32_t at1;
    at1 = v53;
    int32_t v55 = at1;
    int v56 = v55;
    int32_t v57 = v3[v56];
    int32_t v58 = age;
    bool v59 = v57 <= v58;
    if (v59) {
      int32_t v60 = at1;
      int v61 = v60;
      int32_t v62 = v3[v61];
      ap_int<33> v63 = v62;
      ap_int<33> v64 = v63 + 1;
      int32_t v65 = v64;
      v3[v61] = v65;
    }
  }
  int32_t v66 = slot;
  int v67 = v66;
  v3[v67] = 0;
  ap_int<33> v68 = v1;
  ap_int<33> v69 = v68 + 1;
  int32_t v70 = v69;
  int32_t v71 = slot;
  int v72 = v71;
  v2[v72] = v70;
  int32_t v73 = slot;
  int64_t v74 = v73;
  int64_t v75 = v74 * 2;
  int32_t v76 = hit;
  ap_int<65> v77 = v75;
  ap_int<65> v78 = v76;
  ap_int<65> v79 = v77 + v78;
  *v4 = v79;
}

/// This is top function.
void expert_buffer(
  int32_t v80[4],
  int32_t v81[2]
) {
  static int32_t __stateful_expert_buffer_tags_1[12];
  static int32_t __stateful_expert_buffer_ages_2[12];
  int32_t v84 = v80[3];
  bool v85 = v84 == 1;
  if (v85) {
    l_forget_i2: for (int i2 = 0; i2 < 12; i2++) {
      __stateful_expert_buffer_tags_1[i2] = 0;
      __stateful_expert_buffer_ages_2[i2] = 0;
    }
  }
  int32_t v87 = v80[1];
  bool v88 = v87 >= 0;
  if (v88) {
    int32_t v89 = v80[0];
    int32_t v90 = v80[1];
    int32_t v91;
    touched_slot(v89, v90, __stateful_expert_buffer_tags_1, __stateful_expert_buffer_ages_2, &v91);
    int32_t preloaded;
    preloaded = v91;
  }
  int32_t v93 = v80[0];
  int32_t v94 = v80[2];
  int32_t v95;
  touched_slot(v93, v94, __stateful_expert_buffer_tags_1, __stateful_expert_buffer_ages_2, &v95);
  int32_t found;
  found = v95;
  int32_t v97 = found;
  int32_t v98 = v97 >> 1;
  v81[0] = v98;
  int32_t v99 = found;
  int32_t v100 = v99 & 1;
  v81[1] = v100;
}
