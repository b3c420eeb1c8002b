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
void linear2d(
  float v0[8][64],
  float v1[64][64],
  float v2[64],
  float v3[8][64]
) {
  float buf[64];
  l_S_i_0_i: for (int i = 0; i < 8; i++) {
    l_S_j_init_0_j_init: for (int j_init = 0; j_init < 64; j_init++) {
    #pragma HLS pipeline II=1
      buf[j_init] = (float)0.000000;
    }
    l_S_k_1_k: for (int k = 0; k < 64; k++) {
      float v8 = v0[i][k];
      float x;
      x = v8;
      l_S_j_1_j: for (int j = 0; j < 64; j++) {
      #pragma HLS pipeline II=1
        float v11 = x;
        float v12 = v1[j][k];
        float v13 = v11 * v12;
        float v14 = buf[j];
        float v15 = v14 + v13;
        buf[j] = v15;
      }
    }
    l_S_j_back_3_j_back: for (int j_back = 0; j_back < 64; j_back++) {
    #pragma HLS pipeline II=1
      float v17 = buf[j_back];
      float v18 = v2[j_back];
      float v19 = v17 + v18;
      v3[i][j_back] = v19;
    }
  }
}

void head_scores(
  float v20[8][64],
  float v21[8][64],
  float v22[4][8][8]
) {
  for (int v23 = 0; v23 < 4; v23++) {
    for (int v24 = 0; v24 < 8; v24++) {
      for (int v25 = 0; v25 < 8; v25++) {
        v22[v23][v24][v25] = (float)0.000000;
      }
    }
  }
  l_score_h: for (int h = 0; h < 4; h++) {
    l_t: for (int t = 0; t < 8; t++) {
      l_s: for (int s = 0; s < 8; s++) {
        l_d: for (int d = 0; d < 16; d++) {
          float v30 = v20[t][((h * 16) + d)];
          float v31 = v21[s][((h * 16) + d)];
          float v32 = v30 * v31;
          float v33 = v22[h][t][s];
          float v34 = v33 + v32;
          v22[h][t][s] = v34;
        }
      }
    }
  }
}

void softmax(
  float v35[8][8],
  float v36[8][8]
) {
  float E[8][8];
  float M[8];
  for (int v39 = 0; v39 < 8; v39++) {
    M[v39] = (float)-999999995904.000000;
  }
  float S[8];
  for (int v41 = 0; v41 < 8; v41++) {
    S[v41] = (float)0.000000;
  }
  l_row_max_i1: for (int i1 = 0; i1 < 8; i1++) {
    l_j1: for (int j1 = 0; j1 < 8; j1++) {
      float v44 = v35[i1][j1];
      float v45 = M[i1];
      bool v46 = v44 > v45;
      if (v46) {
        float v47 = v35[i1][j1];
        M[i1] = v47;
      }
    }
  }
  l_exp_sum_i2: for (int i2 = 0; i2 < 8; i2++) {
    l_j2: for (int j2 = 0; j2 < 8; j2++) {
      float v50 = v35[i2][j2];
      float v51 = M[i2];
      float v52 = v50 - v51;
      float v53 = hls::exp(v52);
      E[i2][j2] = v53;
      float v54 = E[i2][j2];
      float v55 = S[i2];
      float v56 = v55 + v54;
      S[i2] = v56;
    }
  }
  l_update_i3: for (int i3 = 0; i3 < 8; i3++) {
    l_j3: for (int j3 = 0; j3 < 8; j3++) {
      float v59 = E[i3][j3];
      float v60 = S[i3];
      float v61 = v59 / v60;
      v36[i3][j3] = v61;
    }
  }
}

void mixed_values(
  float v62[4][8][8],
  float v63[8][64],
  float v64[8][64]
) {
  for (int v65 = 0; v65 < 8; v65++) {
    for (int v66 = 0; v66 < 64; v66++) {
      v64[v65][v66] = (float)0.000000;
    }
  }
  l_mix_h1: for (int h1 = 0; h1 < 4; h1++) {
    l_t1: for (int t1 = 0; t1 < 8; t1++) {
      l_d1: for (int d1 = 0; d1 < 16; d1++) {
        l_s1: for (int s1 = 0; s1 < 8; s1++) {
          float v71 = v62[h1][t1][s1];
          float v72 = v63[s1][((h1 * 16) + d1)];
          float v73 = v71 * v72;
          float v74 = v64[t1][((h1 * 16) + d1)];
          float v75 = v74 + v73;
          v64[t1][((h1 * 16) + d1)] = v75;
        }
      }
    }
  }
}

void routed(
  float v76[8][64],
  float v77[4][64],
  int32_t v78[8],
  float v79[8]
) {
  float logits[8][4];
  for (int v81 = 0; v81 < 8; v81++) {
    for (int v82 = 0; v82 < 4; v82++) {
      logits[v81][v82] = (float)0.000000;
    }
  }
  l_logit_t2: for (int t2 = 0; t2 < 8; t2++) {
    l_e: for (int e = 0; e < 4; e++) {
      l_i4: for (int i4 = 0; i4 < 64; i4++) {
        float v86 = v76[t2][i4];
        float v87 = v77[e][i4];
        float v88 = v86 * v87;
        float v89 = logits[t2][e];
        float v90 = v89 + v88;
        logits[t2][e] = v90;
      }
    }
  }
  float best[8];
  for (int v92 = 0; v92 < 8; v92++) {
    best[v92] = (float)-1000000015047466219876688855040.000000;
  }
  l_choose_t3: for (int t3 = 0; t3 < 8; t3++) {
    l_e1: for (int e1 = 0; e1 < 4; e1++) {
      float v95 = logits[t3][e1];
      float v96 = best[t3];
      bool v97 = v95 > v96;
      if (v97) {
        float v98 = logits[t3][e1];
        best[t3] = v98;
        int32_t v99 = e1;
        v78[t3] = v99;
      }
    }
  }
  float total[8];
  for (int v101 = 0; v101 < 8; v101++) {
    total[v101] = (float)0.000000;
  }
  l_sum_t4: for (int t4 = 0; t4 < 8; t4++) {
    l_e2: for (int e2 = 0; e2 < 4; e2++) {
      float v104 = logits[t4][e2];
      float v105 = best[t4];
      float v106 = v104 - v105;
      float v107 = hls::exp(v106);
      float v108 = total[t4];
      float v109 = v108 + v107;
      total[t4] = v109;
    }
  }
  l_scale_t5: for (int t5 = 0; t5 < 8; t5++) {
    float v111 = total[t5];
    float v112 = (float)1.000000 / v111;
    v79[t5] = v112;
  }
}

void expert_up(
  float v113[8][64],
  int32_t v114[8],
  float v115[4][128][64],
  float v116[8][128]
) {
  for (int v117 = 0; v117 < 8; v117++) {
    for (int v118 = 0; v118 < 128; v118++) {
      v116[v117][v118] = (float)0.000000;
    }
  }
  l_up_t6: for (int t6 = 0; t6 < 8; t6++) {
    l_u: for (int u = 0; u < 128; u++) {
      l_i5: for (int i5 = 0; i5 < 64; i5++) {
        float v122 = v113[t6][i5];
        int32_t v123 = v114[t6];
        int v124 = v123;
        float v125 = v115[v124][u][i5];
        float v126 = v122 * v125;
        float v127 = v116[t6][u];
        float v128 = v127 + v126;
        v116[t6][u] = v128;
      }
    }
  }
}

void GeLU(
  float v129[8][128],
  float v130[8][128]
) {
  l_gelu_i6: for (int i6 = 0; i6 < 8; i6++) {
    l_j4: for (int j4 = 0; j4 < 128; j4++) {
    #pragma HLS pipeline II=1
      float v133 = v129[i6][j4];
      float v134 = v133 * (float)0.500000;
      float v135 = pow(v133, (float)3.000000);
      float v136 = v135 * (float)0.044715;
      float v137 = v133 + v136;
      float v138 = v137 * (float)0.797885;
      float v139 = hls::tanh(v138);
      float v140 = v139 + (float)1.000000;
      float v141 = v134 * v140;
      v130[i6][j4] = v141;
    }
  }
}

void expert_down(
  float v142[8][128],
  int32_t v143[8],
  float v144[8],
  float v145[4][64][128],
  float v146[8][64]
) {
  float sums[8][64];
  for (int v148 = 0; v148 < 8; v148++) {
    for (int v149 = 0; v149 < 64; v149++) {
      sums[v148][v149] = (float)0.000000;
    }
  }
  l_down_t7: for (int t7 = 0; t7 < 8; t7++) {
    l_o: for (int o = 0; o < 64; o++) {
      l_u1: for (int u1 = 0; u1 < 128; u1++) {
        float v153 = v142[t7][u1];
        int32_t v154 = v143[t7];
        int v155 = v154;
        float v156 = v145[v155][o][u1];
        float v157 = v153 * v156;
        float v158 = sums[t7][o];
        float v159 = v158 + v157;
        sums[t7][o] = v159;
      }
    }
  }
  l_weigh_t8: for (int t8 = 0; t8 < 8; t8++) {
    l_o1: for (int o1 = 0; o1 < 64; o1++) {
      float v162 = sums[t8][o1];
      float v163 = v144[t8];
      float v164 = v162 * v163;
      v146[t8][o1] = v164;
    }
  }
}

/// This is top function.
void attention_moe_library(
  float v165[8][64],
  float v166[64][64],
  float v167[64][64],
  float v168[64][64],
  float v169[64][64],
  float v170[4][64],
  float v171[4][128][64],
  float v172[4][64][128],
  float v173[8][64]
) {
  float none[64];
  for (int v175 = 0; v175 < 64; v175++) {
    none[v175] = (float)0.000000;
  }
  float v176[8][64];
  linear2d(v165, v166, none, v176);
  float v177[8][64];
  linear2d(v165, v167, none, v177);
  float v178[8][64];
  linear2d(v165, v168, none, v178);
  float v179[4][8][8];
  head_scores(v176, v177, v179);
  float weights[4][8][8];
  l_S_h_0_h2: for (int h2 = 0; h2 < 4; h2++) {
    float head[8][8];
    l_take_t9: for (int t9 = 0; t9 < 8; t9++) {
      l_s2: for (int s2 = 0; s2 < 8; s2++) {
        float v185 = v179[h2][t9][s2];
        float v186 = v185 * (float)0.250000;
        head[t9][s2] = v186;
      }
    }
    float v187[8][8];
    softmax(head, v187);
    l_give_t10: for (int t10 = 0; t10 < 8; t10++) {
      l_s3: for (int s3 = 0; s3 < 8; s3++) {
        float v190 = v187[t10][s3];
        weights[h2][t10][s3] = v190;
      }
    }
  }
  float v191[8][64];
  mixed_values(weights, v178, v191);
  float v192[8][64];
  linear2d(v191, v169, none, v192);
  int32_t chosen[8];
  for (int v194 = 0; v194 < 8; v194++) {
    chosen[v194] = 0;
  }
  float scale[8];
  for (int v196 = 0; v196 < 8; v196++) {
    scale[v196] = (float)0.000000;
  }
  routed(v192, v170, chosen, scale);
  float v197[8][128];
  expert_up(v192, chosen, v171, v197);
  float v198[8][128];
  GeLU(v197, v198);
  expert_down(v198, chosen, scale, v172, v173);
}
