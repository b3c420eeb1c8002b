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
void projected_rows(
  float v0[8][64],
  float v1[64][64],
  float v2[8][64]
) {
  #pragma HLS array_partition variable=v1 cyclic dim=1 factor=8

  l_S_t_0_t: for (int t = 0; t < 8; t++) {
    float sums[64];
    #pragma HLS array_partition variable=sums cyclic dim=1 factor=8

    for (int v5 = 0; v5 < 64; v5++) {
      sums[v5] = (float)0.000000;
    }
    l_S_i_o_0_i: for (int i = 0; i < 64; i++) {
      l_o_outer: for (int o_outer = 0; o_outer < 8; o_outer++) {
      #pragma HLS pipeline II=1
        l_o_inner: for (int o_inner = 0; o_inner < 8; o_inner++) {
        #pragma HLS unroll
          int v9 = (o_inner + (o_outer * 8));
          float v10 = v0[t][i];
          float v11 = v1[v9][i];
          float v12 = v10 * v11;
          float v13 = sums[v9];
          float v14 = v13 + v12;
          sums[v9] = v14;
        }
      }
    }
    l_S_w_1_w: for (int w = 0; w < 64; w++) {
    #pragma HLS pipeline II=1
      float v16 = sums[w];
      v2[t][w] = v16;
    }
  }
}

void head_scores(
  float v17[8][64],
  float v18[8][64],
  float v19[4][8][8]
) {
  for (int v20 = 0; v20 < 4; v20++) {
    for (int v21 = 0; v21 < 8; v21++) {
      for (int v22 = 0; v22 < 8; v22++) {
        v19[v20][v21][v22] = (float)0.000000;
      }
    }
  }
  l_score_h: for (int h = 0; h < 4; h++) {
    l_t1: for (int t1 = 0; t1 < 8; t1++) {
      l_d: for (int d = 0; d < 16; d++) {
        l_s: for (int s = 0; s < 8; s++) {
        #pragma HLS pipeline II=1
          float v27 = v17[t1][((h * 16) + d)];
          float v28 = v18[s][((h * 16) + d)];
          float v29 = v27 * v28;
          float v30 = v19[h][t1][s];
          float v31 = v30 + v29;
          v19[h][t1][s] = v31;
        }
      }
    }
  }
}

void row_softmax(
  float v32[4][8][8],
  float v33[4][8][8]
) {
  float largest[4][8];
  for (int v35 = 0; v35 < 4; v35++) {
    for (int v36 = 0; v36 < 8; v36++) {
      largest[v35][v36] = (float)-1000000015047466219876688855040.000000;
    }
  }
  float total[4][8];
  for (int v38 = 0; v38 < 4; v38++) {
    for (int v39 = 0; v39 < 8; v39++) {
      total[v38][v39] = (float)0.000000;
    }
  }
  l_largest_h1: for (int h1 = 0; h1 < 4; h1++) {
    l_t2: for (int t2 = 0; t2 < 8; t2++) {
      l_s1: for (int s1 = 0; s1 < 8; s1++) {
        float v43 = v32[h1][t2][s1];
        float v44 = largest[h1][t2];
        bool v45 = v43 > v44;
        if (v45) {
          float v46 = v32[h1][t2][s1];
          largest[h1][t2] = v46;
        }
      }
    }
  }
  l_exponential_h2: for (int h2 = 0; h2 < 4; h2++) {
    l_t3: for (int t3 = 0; t3 < 8; t3++) {
      l_s2: for (int s2 = 0; s2 < 8; s2++) {
      #pragma HLS pipeline II=1
        float v50 = v32[h2][t3][s2];
        float v51 = largest[h2][t3];
        float v52 = v50 - v51;
        float v53 = v52 * (float)0.250000;
        float v54 = hls::exp(v53);
        v33[h2][t3][s2] = v54;
        float v55 = v33[h2][t3][s2];
        float v56 = total[h2][t3];
        float v57 = v56 + v55;
        total[h2][t3] = v57;
      }
    }
  }
  l_divide_h3: for (int h3 = 0; h3 < 4; h3++) {
    l_t4: for (int t4 = 0; t4 < 8; t4++) {
      l_s3: for (int s3 = 0; s3 < 8; s3++) {
      #pragma HLS pipeline II=1
        float v61 = v33[h3][t4][s3];
        float v62 = total[h3][t4];
        float v63 = v61 / v62;
        v33[h3][t4][s3] = v63;
      }
    }
  }
}

void mixed_values(
  float v64[4][8][8],
  float v65[8][64],
  float v66[8][64]
) {
  for (int v67 = 0; v67 < 8; v67++) {
    for (int v68 = 0; v68 < 64; v68++) {
      v66[v67][v68] = (float)0.000000;
    }
  }
  l_mix_h4: for (int h4 = 0; h4 < 4; h4++) {
    l_t5: for (int t5 = 0; t5 < 8; t5++) {
      l_s4: for (int s4 = 0; s4 < 8; s4++) {
        l_d1: for (int d1 = 0; d1 < 16; d1++) {
        #pragma HLS pipeline II=1
          float v73 = v64[h4][t5][s4];
          float v74 = v65[s4][((h4 * 16) + d1)];
          float v75 = v73 * v74;
          float v76 = v66[t5][((h4 * 16) + d1)];
          float v77 = v76 + v75;
          v66[t5][((h4 * 16) + d1)] = v77;
        }
      }
    }
  }
}

void routed(
  float v78[8][64],
  float v79[4][64],
  int32_t v80[8],
  float v81[8]
) {
  float logits[8][4];
  for (int v83 = 0; v83 < 8; v83++) {
    for (int v84 = 0; v84 < 4; v84++) {
      logits[v83][v84] = (float)0.000000;
    }
  }
  l_logit_t6: for (int t6 = 0; t6 < 8; t6++) {
    l_i1: for (int i1 = 0; i1 < 64; i1++) {
      l_e: for (int e = 0; e < 4; e++) {
      #pragma HLS pipeline II=1
        float v88 = v78[t6][i1];
        float v89 = v79[e][i1];
        float v90 = v88 * v89;
        float v91 = logits[t6][e];
        float v92 = v91 + v90;
        logits[t6][e] = v92;
      }
    }
  }
  float best[8];
  for (int v94 = 0; v94 < 8; v94++) {
    best[v94] = (float)-1000000015047466219876688855040.000000;
  }
  l_choose_t7: for (int t7 = 0; t7 < 8; t7++) {
    l_e1: for (int e1 = 0; e1 < 4; e1++) {
      float v97 = logits[t7][e1];
      float v98 = best[t7];
      bool v99 = v97 > v98;
      if (v99) {
        float v100 = logits[t7][e1];
        best[t7] = v100;
        int32_t v101 = e1;
        v80[t7] = v101;
      }
    }
  }
  float total1[8];
  for (int v103 = 0; v103 < 8; v103++) {
    total1[v103] = (float)0.000000;
  }
  l_sum_t8: for (int t8 = 0; t8 < 8; t8++) {
    l_e2: for (int e2 = 0; e2 < 4; e2++) {
      float v106 = logits[t8][e2];
      float v107 = best[t8];
      float v108 = v106 - v107;
      float v109 = hls::exp(v108);
      float v110 = total1[t8];
      float v111 = v110 + v109;
      total1[t8] = v111;
    }
  }
  l_scale_t9: for (int t9 = 0; t9 < 8; t9++) {
    float v113 = total1[t9];
    float v114 = (float)1.000000 / v113;
    v81[t9] = v114;
  }
}

void expert_up_rows(
  float v115[8][64],
  int32_t v116[8],
  float v117[4][128][64],
  float v118[8][128]
) {
  #pragma HLS array_partition variable=v117 cyclic dim=2 factor=8

  l_S_t_0_t10: for (int t10 = 0; t10 < 8; t10++) {
    float sums1[128];
    #pragma HLS array_partition variable=sums1 cyclic dim=1 factor=8

    for (int v121 = 0; v121 < 128; v121++) {
      sums1[v121] = (float)0.000000;
    }
    l_S_i_o_0_i2: for (int i2 = 0; i2 < 64; i2++) {
      l_o_outer1: for (int o_outer1 = 0; o_outer1 < 16; o_outer1++) {
      #pragma HLS pipeline II=1
        l_o_inner1: for (int o_inner1 = 0; o_inner1 < 8; o_inner1++) {
        #pragma HLS unroll
          int v125 = (o_inner1 + (o_outer1 * 8));
          float v126 = v115[t10][i2];
          int32_t v127 = v116[t10];
          int v128 = v127;
          float v129 = v117[v128][v125][i2];
          float v130 = v126 * v129;
          float v131 = sums1[v125];
          float v132 = v131 + v130;
          sums1[v125] = v132;
        }
      }
    }
    l_S_w_1_w1: for (int w1 = 0; w1 < 128; w1++) {
    #pragma HLS pipeline II=1
      float v134 = sums1[w1];
      v118[t10][w1] = v134;
    }
  }
}

void expert_down_curved(
  float v135[8][128],
  int32_t v136[8],
  float v137[8],
  float v138[4][64][128],
  float v139[8][64]
) {
  #pragma HLS array_partition variable=v138 cyclic dim=2 factor=8

  l_S_t_0_t11: for (int t11 = 0; t11 < 8; t11++) {
    float sums2[64];
    #pragma HLS array_partition variable=sums2 cyclic dim=1 factor=8

    for (int v142 = 0; v142 < 64; v142++) {
      sums2[v142] = (float)0.000000;
    }
    float units[128];
    l_S_u_0_u: for (int u = 0; u < 128; u++) {
    #pragma HLS pipeline II=1
      float v145 = v135[t11][u];
      float value;
      value = v145;
      float v147 = value;
      float v148 = v147 * (float)0.044715;
      float v149 = v148 * v147;
      float v150 = v149 * v147;
      float v151 = v147 + v150;
      float bent;
      bent = v151;
      float v153 = value;
      float v154 = v153 * (float)0.500000;
      float v155 = bent;
      float v156 = v155 * (float)0.797885;
      float v157 = hls::tanh(v156);
      float v158 = v157 + (float)1.000000;
      float v159 = v154 * v158;
      units[u] = v159;
    }
    l_S_i_o_1_i3: for (int i3 = 0; i3 < 128; i3++) {
      l_o_outer2: for (int o_outer2 = 0; o_outer2 < 8; o_outer2++) {
      #pragma HLS pipeline II=1
        l_o_inner2: for (int o_inner2 = 0; o_inner2 < 8; o_inner2++) {
        #pragma HLS unroll
          int v163 = (o_inner2 + (o_outer2 * 8));
          float v164 = units[i3];
          int32_t v165 = v136[t11];
          int v166 = v165;
          float v167 = v138[v166][v163][i3];
          float v168 = v164 * v167;
          float v169 = sums2[v163];
          float v170 = v169 + v168;
          sums2[v163] = v170;
        }
      }
    }
    l_S_w_2_w2: for (int w2 = 0; w2 < 64; w2++) {
    #pragma HLS pipeline II=1
      float v172 = sums2[w2];
      float v173 = v137[t11];
      float v174 = v172 * v173;
      v139[t11][w2] = v174;
    }
  }
}

/// This is top function.
void attention_moe_optimised(
  float v175[8][64],
  float v176[64][64],
  float v177[64][64],
  float v178[64][64],
  float v179[64][64],
  float v180[4][64],
  float v181[4][128][64],
  float v182[4][64][128],
  float v183[8][64]
) {
  #pragma HLS array_partition variable=v176 cyclic dim=1 factor=8

  #pragma HLS array_partition variable=v177 cyclic dim=1 factor=8

  #pragma HLS array_partition variable=v178 cyclic dim=1 factor=8

  #pragma HLS array_partition variable=v179 cyclic dim=1 factor=8

  #pragma HLS array_partition variable=v181 cyclic dim=2 factor=8

  #pragma HLS array_partition variable=v182 cyclic dim=2 factor=8

  float v184[8][64];
  projected_rows(v175, v176, v184);
  float v185[8][64];
  projected_rows(v175, v177, v185);
  float v186[8][64];
  projected_rows(v175, v178, v186);
  float v187[4][8][8];
  head_scores(v184, v185, v187);
  float v188[4][8][8];
  row_softmax(v187, v188);
  float v189[8][64];
  mixed_values(v188, v186, v189);
  float v190[8][64];
  projected_rows(v189, v179, v190);
  int32_t chosen[8];
  for (int v192 = 0; v192 < 8; v192++) {
    chosen[v192] = 0;
  }
  float scale[8];
  for (int v194 = 0; v194 < 8; v194++) {
    scale[v194] = (float)0.000000;
  }
  routed(v190, v180, chosen, scale);
  float v195[8][128];
  expert_up_rows(v190, chosen, v181, v195);
  expert_down_curved(v195, chosen, scale, v182, v183);
}
