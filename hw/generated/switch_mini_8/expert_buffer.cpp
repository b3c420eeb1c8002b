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
  int64_t v9 = v5 * 8;
  ap_int<65> v10 = v9;
  ap_int<65> v11 = v1;
  ap_int<65> v12 = v10 + v11;
  ap_int<66> v13 = v12;
  ap_int<66> v14 = v13 + 1;
  int32_t v15 = v14;
  int32_t tag;
  tag = v15;
  int32_t slot;
  slot = 0;
  int32_t oldest;
  oldest = -1;
  int32_t hit;
  hit = 0;
  l_find_i: for (int i = 0; i < 2; i++) {
  #pragma HLS pipeline II=1
    int32_t v21 = i;
    int32_t step;
    step = v21;
    int32_t v23 = first;
    int32_t v24 = step;
    ap_int<33> v25 = v23;
    ap_int<33> v26 = v24;
    ap_int<33> v27 = v25 + v26;
    int32_t v28 = v27;
    int32_t at;
    at = v28;
    int32_t v30 = at;
    int v31 = v30;
    int32_t v32 = v2[v31];
    int32_t v33 = tag;
    bool v34 = v32 == v33;
    if (v34) {
      int32_t v35 = at;
      slot = v35;
      hit = 1;
    }
    int32_t v36 = hit;
    bool v37 = v36 == 0;
    if (v37) {
      int32_t v38 = at;
      int v39 = v38;
      int32_t v40 = v3[v39];
      int32_t v41 = oldest;
      bool v42 = v40 > v41;
      if (v42) {
        int32_t v43 = at;
        int v44 = v43;
        int32_t v45 = v3[v44];
        oldest = v45;
        int32_t v46 = at;
        slot = v46;
      }
    }
  }
  int32_t v47 = slot;
  int v48 = v47;
  int32_t v49 = v3[v48];
  int32_t age;
  age = v49;
  l_age_i1: for (int i1 = 0; i1 < 2; i1++) {
  #pragma HLS pipeline II=1
    int32_t v52 = i1;
    int32_t step1;
    step1 = v52;
    int32_t v54 = first;
    int32_t v55 = step1;
    ap_int<33> v56 = v54;
    ap_int<33> v57 = v55;
    ap_int<33> v58 = v56 + v57;
    int32_t v59 = v58;
    int32_t at1;
    at1 = v59;
    int32_t v61 = at1;
    int v62 = v61;
    int32_t v63 = v3[v62];
    int32_t v64 = age;
    bool v65 = v63 <= v64;
    if (v65) {
      int32_t v66 = at1;
      int v67 = v66;
      int32_t v68 = v3[v67];
      ap_int<33> v69 = v68;
      ap_int<33> v70 = v69 + 1;
      int32_t v71 = v70;
      v3[v67] = v71;
    }
  }
  int32_t v72 = slot;
  int v73 = v72;
  v3[v73] = 0;
  int32_t v74 = tag;
  int32_t v75 = slot;
  int v76 = v75;
  v2[v76] = v74;
  int32_t v77 = slot;
  int64_t v78 = v77;
  int64_t v79 = v78 * 2;
  int32_t v80 = hit;
  ap_int<65> v81 = v79;
  ap_int<65> v82 = v80;
  ap_int<65> v83 = v81 + v82;
  *v4 = v83;
}

/// This is top function.
void expert_buffer(
  int32_t v84[4],
  int32_t v85[2]
) {
  static int32_t __stateful_expert_buffer_tags_1[12];
  static int32_t __stateful_expert_buffer_ages_2[12];
  int32_t v88 = v84[3];
  bool v89 = v88 == 1;
  if (v89) {
    l_forget_i2: for (int i2 = 0; i2 < 12; i2++) {
      __stateful_expert_buffer_tags_1[i2] = 0;
      __stateful_expert_buffer_ages_2[i2] = 0;
    }
  }
  int32_t v91 = v84[1];
  bool v92 = v91 >= 0;
  if (v92) {
    int32_t v93 = v84[0];
    int32_t v94 = v84[1];
    int32_t v95;
    touched_slot(v93, v94, __stateful_expert_buffer_tags_1, __stateful_expert_buffer_ages_2, &v95);
    int32_t preloaded;
    preloaded = v95;
  }
  int32_t v97 = v84[0];
  int32_t v98 = v84[2];
  int32_t v99;
  touched_slot(v97, v98, __stateful_expert_buffer_tags_1, __stateful_expert_buffer_ages_2, &v99);
  int32_t found;
  found = v99;
  int32_t v101 = found;
  int32_t v102 = v101 >> 1;
  v85[0] = v102;
  int32_t v103 = found;
  int32_t v104 = v103 & 1;
  v85[1] = v104;
}
