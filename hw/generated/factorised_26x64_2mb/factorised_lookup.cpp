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
void forgotten(
  int32_t v0[2][4][64],
  int32_t v1[2][4][64],
  int32_t v2[2][26][1][64]
) {
  l_forget_state_r: for (int r = 0; r < 2; r++) {
    l_w: for (int w = 0; w < 4; w++) {
    #pragma HLS pipeline II=1
      l_S_m_0_m: for (int m = 0; m < 64; m++) {
        v0[r][w][m] = 0;
        v1[r][w][m] = 0;
      }
    }
  }
  l_forget_recent_r1: for (int r1 = 0; r1 < 2; r1++) {
    l_a: for (int a = 0; a < 26; a++) {
      l_w1: for (int w1 = 0; w1 < 1; w1++) {
      #pragma HLS pipeline II=1
        l_S_m_2_m1: for (int m1 = 0; m1 < 64; m1++) {
          v2[r1][a][w1][m1] = 0;
        }
      }
    }
  }
}

void unlearnt(
  int16_t v10[2][26][64][1][64]
) {
  l_unlearn_s: for (int s = 0; s < 2; s++) {
    l_a1: for (int a1 = 0; a1 < 26; a1++) {
      l_e: for (int e = 0; e < 64; e++) {
        l_w2: for (int w2 = 0; w2 < 1; w2++) {
          l_S_m_0_m2: for (int m2 = 0; m2 < 64; m2++) {
          #pragma HLS pipeline II=1
            v10[s][a1][e][w2][m2] = 0;
          }
        }
      }
    }
  }
}

void unlearnt_bias(
  int16_t v16[26][1][64]
) {
  l_unlearn_bias_a2: for (int a2 = 0; a2 < 26; a2++) {
    l_w3: for (int w3 = 0; w3 < 1; w3++) {
      l_S_m_0_m3: for (int m3 = 0; m3 < 64; m3++) {
      #pragma HLS pipeline II=1
        v16[a2][w3][m3] = 0;
      }
    }
  }
}

int32_t kinds[2] = {0, 0};
int32_t distances[2] = {1, 2};
int32_t neighbours[2] = {0, 0};
int32_t steps[2] = {3, 4};
void voters(
  int32_t v20,
  int32_t v21,
  int32_t v22,
  int32_t v23,
  int32_t v24,
  int32_t v25,
  int32_t v26[6],
  int32_t v27[4][26][6],
  int32_t v28[6],
  int32_t *v29
) {
  int32_t at;
  at = v23;
  int32_t back;
  back = 0;
  int32_t known;
  known = 0;
  bool v33 = v20 == 0;
  if (v33) {
    ap_int<33> v34 = v23;
    ap_int<33> v35 = v21;
    ap_int<33> v36 = v34 - v35;
    int32_t v37 = v36;
    at = v37;
    int32_t v38 = at;
    bool v39 = v38 >= 0;
    int32_t v40 = v39 ? (int32_t)1 : (int32_t)0;
    known = v40;
  } else {
    bool v41 = v20 == 1;
    if (v41) {
      int v42 = v23;
      int v43 = v22;
      int v44 = v42 + v43;
      int32_t v45 = v44;
      at = v45;
      back = v21;
      int32_t v46 = at;
      bool v47 = v46 < 26;
      int32_t v48 = back;
      bool v49 = v25 >= v48;
      bool v50 = v47 & v49;
      int32_t v51 = v50 ? (int32_t)1 : (int32_t)0;
      known = v51;
    } else {
      int32_t v52 = v26[0];
      bool v53 = v52 >= 0;
      int32_t v54 = v53 ? (int32_t)1 : (int32_t)0;
      known = v54;
    }
  }
  int32_t v55 = back;
  bool v56 = v24 >= v55;
  ap_int<33> v57 = v24;
  ap_int<33> v58 = v55;
  ap_int<33> v59 = v57 - v58;
  ap_int<34> v60 = v59;
  ap_int<34> v61 = v60 + 4;
  ap_int<34> v62 = v56 ? (ap_int<34>)v60 : (ap_int<34>)v61;
  int32_t v63 = v62;
  int32_t token;
  token = v63;
  int32_t v65 = known;
  bool v66 = v65 == 0;
  if (v66) {
    at = 0;
  }
  l_source_j: for (int j = 0; j < 6; j++) {
  #pragma HLS pipeline II=1
    bool v68 = v20 == 2;
    if (v68) {
      int32_t v69 = v26[j];
      v28[j] = v69;
    } else {
      int32_t v70 = token;
      int v71 = v70;
      int32_t v72 = at;
      int v73 = v72;
      int32_t v74 = v27[v71][v73][j];
      v28[j] = v74;
    }
  }
  *v29 = known;
}

void stopped(
  int32_t v75,
  int32_t *v76
) {
  int32_t kept;
  kept = v75;
  bool v78 = v75 > 32767;
  if (v78) {
    kept = 32767;
  }
  ap_int<34> v79 = v75;
  bool v80 = v79 < -32768;
  if (v80) {
    kept = -32768;
  }
  *v76 = kept;
}

void moved_rows(
  int32_t v81,
  int32_t v82,
  int32_t v83,
  int32_t v84[6],
  int32_t v85[4][26][6],
  int32_t v86[1][64],
  int16_t v87[2][26][64][1][64]
) {
  #pragma HLS dependence variable=v87 type=inter false
  #pragma HLS array_partition variable=v86 complete dim=2

  int32_t who[6];
  for (int v93 = 0; v93 < 6; v93++) {
    who[v93] = 0;
  }
  l_S_s_0_s1: for (int s1 = 0; s1 < 2; s1++) {
    int32_t v95 = kinds[s1];
    int32_t v96 = distances[s1];
    int32_t v97 = neighbours[s1];
    int32_t v98;
    voters(v95, v96, v97, v81, v82, v83, v84, v85, who, &v98);
    int32_t known1;
    known1 = v98;
    int32_t v100 = steps[s1];
    int32_t step;
    step = v100;
    int32_t v102 = known1;
    bool v103 = v102 == 1;
    if (v103) {
      l_move_rows_mk: for (int mk = 0; mk < 6; mk++) {
        l_mw: for (int mw = 0; mw < 1; mw++) {
        #pragma HLS pipeline II=1
          l_S_m_0_m4: for (int m4 = 0; m4 < 64; m4++) {
            int v107 = v81;
            int32_t v108 = who[mk];
            int v109 = v108;
            int16_t v110 = v87[s1][v107][v109][mw][m4];
            int32_t v111 = v110;
            int32_t held;
            held = v111;
            int32_t v113 = held;
            int32_t v114 = v86[mw][m4];
            int32_t v115 = step;
            int32_t v116 = v114 >> v115;
            ap_int<33> v117 = v113;
            ap_int<33> v118 = v116;
            ap_int<33> v119 = v117 + v118;
            int32_t v120 = v119;
            int32_t further;
            further = v120;
            int32_t v122 = further;
            int32_t v123;
            stopped(v122, &v123);
            int16_t v124 = v123;
            int32_t v125 = who[mk];
            int v126 = v125;
            v87[s1][v107][v126][mw][m4] = v124;
          }
        }
      }
    } else {
      known1 = 0;
    }
  }
}

void moved_bias(
  int32_t v127,
  int32_t v128[1][64],
  int16_t v129[26][1][64]
) {
  #pragma HLS array_partition variable=v128 complete dim=2

  l_move_bias_w4: for (int w4 = 0; w4 < 1; w4++) {
    l_S_m_0_m5: for (int m5 = 0; m5 < 64; m5++) {
    #pragma HLS pipeline II=1
      int v132 = v127;
      int16_t v133 = v129[v132][w4][m5];
      int32_t v134 = v133;
      int32_t held1;
      held1 = v134;
      int32_t v136 = held1;
      int32_t v137 = v128[w4][m5];
      int32_t v138 = v137 >> 3;
      ap_int<33> v139 = v136;
      ap_int<33> v140 = v138;
      ap_int<33> v141 = v139 + v140;
      int32_t v142 = v141;
      int32_t further1;
      further1 = v142;
      int32_t v144 = further1;
      int32_t v145;
      stopped(v144, &v145);
      int16_t v146 = v145;
      v129[v132][w4][m5] = v146;
    }
  }
}

void learn_choice(
  int32_t v147,
  int32_t v148,
  int32_t v149,
  int32_t v150[6],
  int32_t v151[6],
  int32_t v152[4][26][6],
  int32_t v153[1][1][64],
  int16_t v154[2][26][64][1][64],
  int16_t v155[26][1][64]
) {
  int32_t wrong[1][64];
  #pragma HLS array_partition variable=wrong complete dim=2

  for (int v157 = 0; v157 < 1; v157++) {
    for (int v158 = 0; v158 < 64; v158++) {
      wrong[v157][v158] = 0;
    }
  }
  l_doubt_w5: for (int w5 = 0; w5 < 1; w5++) {
    l_S_m_0_m6: for (int m6 = 0; m6 < 64; m6++) {
    #pragma HLS pipeline II=1
      int32_t v161 = v153[0][w5][m6];
      ap_int<33> v162 = v161;
      ap_int<33> v163 = 0 - v162;
      int32_t v164 = v163;
      wrong[w5][m6] = v164;
    }
  }
  l_praise_k: for (int k = 0; k < 6; k++) {
  #pragma HLS pipeline II=1
    int32_t v166 = v150[k];
    int32_t v167 = v166 / 64;
    int v168 = v167;
    int32_t v169 = v166 % 64;
    int v170 = v169;
    int32_t v171 = wrong[v168][v170];
    ap_int<33> v172 = v171;
    ap_int<33> v173 = v172 + 4096;
    int32_t v174 = v173;
    wrong[v168][v170] = v174;
  }
  moved_rows(v147, v148, v149, v151, v152, wrong, v154);
  moved_bias(v147, wrong, v155);
}

int32_t recent_rates[2] = {2, 4};
void state_rows(
  ap_uint<512> v175[58494],
  int32_t v176,
  int32_t v177[6],
  int32_t v178[4][64]
) {
  #pragma HLS array_partition variable=v178 complete dim=2

  int32_t shifts[4][64];
  #pragma HLS array_partition variable=shifts complete dim=2

  l_state_shifts_w6: for (int w6 = 0; w6 < 4; w6++) {
  #pragma HLS pipeline II=1
    int32_t v181 = w6;
    int32_t step1;
    step1 = v181;
    int32_t v183 = step1;
    int v184 = v176;
    int v185 = v183;
    int v186 = v184 + v185;
    int v187 = v186;
    ap_uint<512> v188 = v175[v187];
    ap_uint<512> of_columns;
    of_columns = v188;
    l_S_m_0_m7: for (int m7 = 0; m7 < 64; m7++) {
      ap_int<512> v191 = of_columns;
      int64_t v192 = m7;
      int64_t v193 = v192 * 8;
      ap_int<65> v194 = v193;
      ap_int<65> v195 = v194 + 8;
      ap_int<65> v196 = v195 - 1;
      int v197 = v193;
      int v198 = v196;
      int8_t v199;
      ap_int<512> v199_tmp = v191;
      v199 = v199_tmp(v198, v197);
      int8_t shift;
      shift = v199;
      int8_t v201 = shift;
      int32_t v202 = v201;
      shifts[w6][m7] = v202;
      v178[w6][m7] = 0;
    }
  }
  l_state_rows_k1: for (int k1 = 0; k1 < 6; k1++) {
    l_w7: for (int w7 = 0; w7 < 4; w7++) {
    #pragma HLS pipeline II=1
      int32_t v205 = v177[k1];
      ap_int<33> v206 = v205;
      ap_int<33> v207 = v206 + 1;
      ap_int<65> v208 = v207;
      ap_int<65> v209 = v208 * 4;
      ap_int<66> v210 = v209;
      ap_int<66> v211 = w7;
      ap_int<66> v212 = v210 + v211;
      int32_t v213 = v212;
      int32_t row;
      row = v213;
      int32_t v215 = row;
      int v216 = v176;
      int v217 = v215;
      int v218 = v216 + v217;
      int v219 = v218;
      ap_uint<512> v220 = v175[v219];
      ap_uint<512> taken;
      taken = v220;
      l_S_m_2_m8: for (int m8 = 0; m8 < 64; m8++) {
        ap_int<512> v223 = taken;
        int64_t v224 = m8;
        int64_t v225 = v224 * 8;
        ap_int<65> v226 = v225;
        ap_int<65> v227 = v226 + 8;
        ap_int<65> v228 = v227 - 1;
        int v229 = v225;
        int v230 = v228;
        int8_t v231;
        ap_int<512> v231_tmp = v223;
        v231 = v231_tmp(v230, v229);
        int8_t entry;
        entry = v231;
        int8_t v233 = entry;
        int32_t v234 = v233;
        int32_t wide;
        wide = v234;
        int32_t v236 = wide;
        int32_t v237 = shifts[w7][m8];
        int32_t v238 = v236 << v237;
        int32_t v239 = v178[w7][m8];
        ap_int<33> v240 = v239;
        ap_int<33> v241 = v238;
        ap_int<33> v242 = v240 + v241;
        int32_t v243 = v242;
        v178[w7][m8] = v243;
      }
    }
  }
}

void vote_rows(
  ap_uint<512> v244[58494],
  int32_t v245,
  int32_t v246[6],
  int32_t v247[1][64]
) {
  #pragma HLS array_partition variable=v247 complete dim=2

  int32_t shifts1[1][64];
  #pragma HLS array_partition variable=shifts1 complete dim=2

  l_vote_shifts_w8: for (int w8 = 0; w8 < 1; w8++) {
  #pragma HLS pipeline II=1
    int32_t v250 = w8;
    int32_t step2;
    step2 = v250;
    int32_t v252 = step2;
    int v253 = v245;
    int v254 = v252;
    int v255 = v253 + v254;
    int v256 = v255;
    ap_uint<512> v257 = v244[v256];
    ap_uint<512> of_columns1;
    of_columns1 = v257;
    l_S_m_0_m9: for (int m9 = 0; m9 < 64; m9++) {
      ap_int<512> v260 = of_columns1;
      int64_t v261 = m9;
      int64_t v262 = v261 * 8;
      ap_int<65> v263 = v262;
      ap_int<65> v264 = v263 + 8;
      ap_int<65> v265 = v264 - 1;
      int v266 = v262;
      int v267 = v265;
      int8_t v268;
      ap_int<512> v268_tmp = v260;
      v268 = v268_tmp(v267, v266);
      int8_t shift1;
      shift1 = v268;
      int8_t v270 = shift1;
      int32_t v271 = v270;
      shifts1[w8][m9] = v271;
      v247[w8][m9] = 0;
    }
  }
  l_vote_rows_k2: for (int k2 = 0; k2 < 6; k2++) {
    l_w9: for (int w9 = 0; w9 < 1; w9++) {
    #pragma HLS pipeline II=1
      int32_t v274 = v246[k2];
      ap_int<33> v275 = v274;
      ap_int<33> v276 = v275 + 1;
      ap_int<66> v277 = v276;
      ap_int<66> v278 = w9;
      ap_int<66> v279 = v277 + v278;
      int32_t v280 = v279;
      int32_t row1;
      row1 = v280;
      int32_t v282 = row1;
      int v283 = v245;
      int v284 = v282;
      int v285 = v283 + v284;
      int v286 = v285;
      ap_uint<512> v287 = v244[v286];
      ap_uint<512> taken1;
      taken1 = v287;
      l_S_m_2_m10: for (int m10 = 0; m10 < 64; m10++) {
        ap_int<512> v290 = taken1;
        int64_t v291 = m10;
        int64_t v292 = v291 * 8;
        ap_int<65> v293 = v292;
        ap_int<65> v294 = v293 + 8;
        ap_int<65> v295 = v294 - 1;
        int v296 = v292;
        int v297 = v295;
        int8_t v298;
        ap_int<512> v298_tmp = v290;
        v298 = v298_tmp(v297, v296);
        int8_t entry1;
        entry1 = v298;
        int8_t v300 = entry1;
        int32_t v301 = v300;
        int32_t wide1;
        wide1 = v301;
        int32_t v303 = wide1;
        int32_t v304 = shifts1[w9][m10];
        int32_t v305 = v303 << v304;
        int32_t v306 = v247[w9][m10];
        ap_int<33> v307 = v306;
        ap_int<33> v308 = v305;
        ap_int<33> v309 = v307 + v308;
        int32_t v310 = v309;
        v247[w9][m10] = v310;
      }
    }
  }
}

void taken_in(
  ap_uint<512> v311[58494],
  int32_t v312,
  int32_t v313,
  int32_t v314[6],
  int32_t v315[4][26][6],
  int32_t v316[4][64],
  int32_t v317[2][4][64],
  int32_t v318[2][26][1][64]
) {
  int32_t state_sums[4][64];
  #pragma HLS array_partition variable=state_sums complete dim=2

  for (int v321 = 0; v321 < 4; v321++) {
    for (int v322 = 0; v322 < 64; v322++) {
      state_sums[v321][v322] = 0;
    }
  }
  int32_t vote_sums[1][64];
  #pragma HLS array_partition variable=vote_sums complete dim=2

  for (int v324 = 0; v324 < 1; v324++) {
    for (int v325 = 0; v325 < 64; v325++) {
      vote_sums[v324][v325] = 0;
    }
  }
  l_remember_k3: for (int k3 = 0; k3 < 6; k3++) {
  #pragma HLS pipeline II=1
    int32_t v327 = v314[k3];
    int v328 = v313;
    int v329 = v312;
    v315[v328][v329][k3] = v327;
  }
  int64_t v330 = v312;
  int64_t v331 = v330 * 260;
  ap_int<65> v332 = v331;
  ap_int<65> v333 = v332 + 13520;
  int32_t v334 = v333;
  int32_t path_block;
  path_block = v334;
  int32_t v336 = path_block;
  state_rows(v311, v336, v314, state_sums);
  l_add_path_w10: for (int w10 = 0; w10 < 4; w10++) {
  #pragma HLS pipeline II=1
    l_S_m_1_m11: for (int m11 = 0; m11 < 64; m11++) {
      int32_t v339 = state_sums[w10][m11];
      int32_t v340 = v316[w10][m11];
      ap_int<33> v341 = v340;
      ap_int<33> v342 = v339;
      ap_int<33> v343 = v341 + v342;
      int32_t v344 = v343;
      v316[w10][m11] = v344;
    }
  }
  l_S_r_3_r2: for (int r2 = 0; r2 < 2; r2++) {
    int64_t v346 = r2;
    int64_t v347 = v346 * 26;
    ap_int<65> v348 = v347;
    ap_int<65> v349 = v312;
    ap_int<65> v350 = v348 + v349;
    ap_int<97> v351 = v350;
    ap_int<97> v352 = v351 * 260;
    ap_int<98> v353 = v352;
    ap_int<98> v354 = v353 + 20280;
    int32_t v355 = v354;
    int32_t history_block;
    history_block = v355;
    int32_t v357 = history_block;
    state_rows(v311, v357, v314, state_sums);
    l_S_ha_3_ha: for (int ha = 0; ha < 4; ha++) {
    #pragma HLS pipeline II=1
      l_S_m_3_m12: for (int m12 = 0; m12 < 64; m12++) {
        int32_t v360 = state_sums[ha][m12];
        int32_t v361 = v317[r2][ha][m12];
        ap_int<33> v362 = v361;
        ap_int<33> v363 = v360;
        ap_int<33> v364 = v362 + v363;
        int32_t v365 = v364;
        v317[r2][ha][m12] = v365;
      }
    }
  }
  l_S_r_6_r3: for (int r3 = 0; r3 < 2; r3++) {
    ap_int<34> v367 = r3;
    ap_int<34> v368 = v367 + 6;
    ap_int<66> v369 = v368;
    ap_int<66> v370 = v369 * 26;
    ap_int<67> v371 = v370;
    ap_int<67> v372 = v312;
    ap_int<67> v373 = v371 + v372;
    ap_int<99> v374 = v373;
    ap_int<99> v375 = v374 * 65;
    int32_t v376 = v375;
    int32_t recent_block;
    recent_block = v376;
    int32_t v378 = recent_block;
    vote_rows(v311, v378, v314, vote_sums);
    int32_t v379 = recent_rates[r3];
    int32_t rate;
    rate = v379;
    l_S_hb_6_hb: for (int hb = 0; hb < 1; hb++) {
    #pragma HLS pipeline II=1
      l_S_m_6_m13: for (int m13 = 0; m13 < 64; m13++) {
        int v383 = v312;
        int32_t v384 = v318[r3][v383][hb][m13];
        int32_t held2;
        held2 = v384;
        int32_t v386 = held2;
        int32_t v387 = rate;
        int32_t v388 = v386 >> v387;
        ap_int<33> v389 = v386;
        ap_int<33> v390 = v388;
        ap_int<33> v391 = v389 - v390;
        int32_t v392 = vote_sums[hb][m13];
        ap_int<34> v393 = v391;
        ap_int<34> v394 = v392;
        ap_int<34> v395 = v393 + v394;
        int32_t v396 = v395;
        v318[r3][v383][hb][m13] = v396;
      }
    }
  }
}

int32_t memory_rates[2] = {0, 3};
void folded(
  int32_t v397[2][4][64],
  int32_t v398[2][4][64]
) {
  l_fold_r4: for (int r4 = 0; r4 < 2; r4++) {
    l_w11: for (int w11 = 0; w11 < 4; w11++) {
    #pragma HLS pipeline II=1
      int32_t v402 = memory_rates[r4];
      int32_t memory_rate;
      memory_rate = v402;
      l_S_m_0_m14: for (int m14 = 0; m14 < 64; m14++) {
        int32_t v405 = v397[r4][w11][m14];
        int32_t kept1;
        kept1 = v405;
        int32_t v407 = kept1;
        int32_t v408 = memory_rate;
        int32_t v409 = v407 >> v408;
        ap_int<33> v410 = v407;
        ap_int<33> v411 = v409;
        ap_int<33> v412 = v410 - v411;
        int32_t v413 = v412;
        int32_t left;
        left = v413;
        int32_t v415 = left;
        int32_t v416 = v398[r4][w11][m14];
        ap_int<33> v417 = v415;
        ap_int<33> v418 = v416;
        ap_int<33> v419 = v417 + v418;
        int32_t v420 = v419;
        v397[r4][w11][m14] = v420;
        v398[r4][w11][m14] = 0;
      }
    }
  }
}

void shifted(
  int32_t v421,
  int32_t v422,
  int32_t *v423
) {
  int32_t moved;
  moved = 0;
  bool v425 = v422 >= 0;
  if (v425) {
    int32_t v426 = v421 << v422;
    moved = v426;
  } else {
    ap_int<33> v427 = v422;
    ap_int<33> v428 = 0 - v427;
    int32_t v429 = v428;
    int32_t v430 = v421 >> v429;
    moved = v430;
  }
  *v423 = moved;
}

void token_state(
  ap_uint<512> v431[58494],
  int32_t v432,
  int32_t v433[40],
  int32_t v434[4][64]
) {
  int32_t sums[4][64];
  #pragma HLS array_partition variable=sums complete dim=2

  for (int v436 = 0; v436 < 4; v436++) {
    for (int v437 = 0; v437 < 64; v437++) {
      sums[v436][v437] = 0;
    }
  }
  l_token_state_i: for (int i = 0; i < 40; i++) {
    l_w12: for (int w12 = 0; w12 < 4; w12++) {
    #pragma HLS pipeline II=1
      ap_int<34> v440 = i;
      ap_int<34> v441 = v440 + 1;
      ap_int<66> v442 = v441;
      ap_int<66> v443 = v442 * 4;
      ap_int<67> v444 = v443;
      ap_int<67> v445 = w12;
      ap_int<67> v446 = v444 + v445;
      int32_t v447 = v446;
      int32_t row2;
      row2 = v447;
      int32_t v449 = row2;
      int v450 = v432;
      int v451 = v449;
      int v452 = v450 + v451;
      int v453 = v452;
      ap_uint<512> v454 = v431[v453];
      ap_uint<512> taken2;
      taken2 = v454;
      l_S_m_0_m15: for (int m15 = 0; m15 < 64; m15++) {
        ap_int<512> v457 = taken2;
        int64_t v458 = m15;
        int64_t v459 = v458 * 8;
        ap_int<65> v460 = v459;
        ap_int<65> v461 = v460 + 8;
        ap_int<65> v462 = v461 - 1;
        int v463 = v459;
        int v464 = v462;
        int8_t v465;
        ap_int<512> v465_tmp = v457;
        v465 = v465_tmp(v464, v463);
        int8_t entry2;
        entry2 = v465;
        int8_t v467 = entry2;
        int32_t v468 = v433[i];
        ap_int<40> v469 = v467;
        ap_int<40> v470 = v468;
        ap_int<40> v471 = v469 * v470;
        int32_t v472 = sums[w12][m15];
        ap_int<41> v473 = v472;
        ap_int<41> v474 = v471;
        ap_int<41> v475 = v473 + v474;
        int32_t v476 = v475;
        sums[w12][m15] = v476;
      }
    }
  }
  l_token_state_shifted_w13: for (int w13 = 0; w13 < 4; w13++) {
  #pragma HLS pipeline II=1
    int32_t v478 = w13;
    int32_t step3;
    step3 = v478;
    int32_t v480 = step3;
    int v481 = v432;
    int v482 = v480;
    int v483 = v481 + v482;
    int v484 = v483;
    ap_uint<512> v485 = v431[v484];
    ap_uint<512> of_columns2;
    of_columns2 = v485;
    l_S_m_2_m16: for (int m16 = 0; m16 < 64; m16++) {
      ap_int<512> v488 = of_columns2;
      int64_t v489 = m16;
      int64_t v490 = v489 * 8;
      ap_int<65> v491 = v490;
      ap_int<65> v492 = v491 + 8;
      ap_int<65> v493 = v492 - 1;
      int v494 = v490;
      int v495 = v493;
      int8_t v496;
      ap_int<512> v496_tmp = v488;
      v496 = v496_tmp(v495, v494);
      int8_t shift2;
      shift2 = v496;
      int8_t v498 = shift2;
      int32_t v499 = v498;
      int32_t by;
      by = v499;
      int32_t v501 = sums[w13][m16];
      int32_t v502 = by;
      int32_t v503;
      shifted(v501, v502, &v503);
      int32_t v504 = v434[w13][m16];
      ap_int<33> v505 = v504;
      ap_int<33> v506 = v503;
      ap_int<33> v507 = v505 + v506;
      int32_t v508 = v507;
      v434[w13][m16] = v508;
    }
  }
}

void begun(
  ap_uint<512> v509[58494],
  int32_t v510,
  int32_t v511,
  int32_t v512[2][4][64],
  int32_t v513[40],
  int32_t v514[40],
  int32_t v515[4][64]
) {
  int v516 = v510;
  int v517 = v516 + 42110;
  int v518 = v517;
  ap_uint<512> v519 = v509[v518];
  ap_uint<512> this_word;
  this_word = v519;
  int v521 = v511;
  int v522 = v521 + 50302;
  int v523 = v522;
  ap_uint<512> v524 = v509[v523];
  ap_uint<512> last_word;
  last_word = v524;
  l_S_m_0_m17: for (int m17 = 0; m17 < 40; m17++) {
    ap_int<512> v527 = this_word;
    int64_t v528 = m17;
    int64_t v529 = v528 * 8;
    ap_int<65> v530 = v529;
    ap_int<65> v531 = v530 + 8;
    ap_int<65> v532 = v531 - 1;
    int v533 = v529;
    int v534 = v532;
    int8_t v535;
    ap_int<512> v535_tmp = v527;
    v535 = v535_tmp(v534, v533);
    int8_t this_entry;
    this_entry = v535;
    int8_t v537 = this_entry;
    int32_t v538 = v537;
    v513[m17] = v538;
    ap_int<512> v539 = last_word;
    int8_t v540;
    ap_int<512> v540_tmp = v539;
    v540 = v540_tmp(v534, v533);
    int8_t last_entry;
    last_entry = v540;
    int8_t v542 = last_entry;
    int32_t v543 = v542;
    v514[m17] = v543;
  }
  l_start_state_w14: for (int w14 = 0; w14 < 4; w14++) {
  #pragma HLS pipeline II=1
    l_S_m_1_m18: for (int m18 = 0; m18 < 64; m18++) {
      int32_t sum_of_rates;
      sum_of_rates = 0;
      l_S_r_1_r5: for (int r5 = 0; r5 < 2; r5++) {
        int32_t v548 = v512[r5][w14][m18];
        int32_t v549 = sum_of_rates;
        ap_int<33> v550 = v549;
        ap_int<33> v551 = v548;
        ap_int<33> v552 = v550 + v551;
        int32_t v553 = v552;
        sum_of_rates = v553;
      }
      int32_t v554 = sum_of_rates;
      v515[w14][m18] = v554;
    }
  }
  token_state(v509, 41782, v513, v515);
  token_state(v509, 41946, v514, v515);
}

void token_votes(
  ap_uint<512> v555[58494],
  int32_t v556,
  int32_t v557[40],
  int32_t v558[1][64]
) {
  #pragma HLS array_partition variable=v558 complete dim=2

  int32_t sums1[1][64];
  #pragma HLS array_partition variable=sums1 complete dim=2

  for (int v560 = 0; v560 < 1; v560++) {
    for (int v561 = 0; v561 < 64; v561++) {
      sums1[v560][v561] = 0;
    }
  }
  l_token_votes_i1: for (int i1 = 0; i1 < 40; i1++) {
    l_w15: for (int w15 = 0; w15 < 1; w15++) {
    #pragma HLS pipeline II=1
      ap_int<34> v564 = i1;
      ap_int<34> v565 = v564 + 1;
      ap_int<67> v566 = v565;
      ap_int<67> v567 = w15;
      ap_int<67> v568 = v566 + v567;
      int32_t v569 = v568;
      int32_t row3;
      row3 = v569;
      int32_t v571 = row3;
      int v572 = v556;
      int v573 = v571;
      int v574 = v572 + v573;
      int v575 = v574;
      ap_uint<512> v576 = v555[v575];
      ap_uint<512> taken3;
      taken3 = v576;
      l_S_m_0_m19: for (int m19 = 0; m19 < 64; m19++) {
        ap_int<512> v579 = taken3;
        int64_t v580 = m19;
        int64_t v581 = v580 * 8;
        ap_int<65> v582 = v581;
        ap_int<65> v583 = v582 + 8;
        ap_int<65> v584 = v583 - 1;
        int v585 = v581;
        int v586 = v584;
        int8_t v587;
        ap_int<512> v587_tmp = v579;
        v587 = v587_tmp(v586, v585);
        int8_t entry3;
        entry3 = v587;
        int8_t v589 = entry3;
        int32_t v590 = v557[i1];
        ap_int<40> v591 = v589;
        ap_int<40> v592 = v590;
        ap_int<40> v593 = v591 * v592;
        int32_t v594 = sums1[w15][m19];
        ap_int<41> v595 = v594;
        ap_int<41> v596 = v593;
        ap_int<41> v597 = v595 + v596;
        int32_t v598 = v597;
        sums1[w15][m19] = v598;
      }
    }
  }
  l_token_votes_shifted_w16: for (int w16 = 0; w16 < 1; w16++) {
  #pragma HLS pipeline II=1
    int32_t v600 = w16;
    int32_t step4;
    step4 = v600;
    int32_t v602 = step4;
    int v603 = v556;
    int v604 = v602;
    int v605 = v603 + v604;
    int v606 = v605;
    ap_uint<512> v607 = v555[v606];
    ap_uint<512> of_columns3;
    of_columns3 = v607;
    l_S_m_2_m20: for (int m20 = 0; m20 < 64; m20++) {
      ap_int<512> v610 = of_columns3;
      int64_t v611 = m20;
      int64_t v612 = v611 * 8;
      ap_int<65> v613 = v612;
      ap_int<65> v614 = v613 + 8;
      ap_int<65> v615 = v614 - 1;
      int v616 = v612;
      int v617 = v615;
      int8_t v618;
      ap_int<512> v618_tmp = v610;
      v618 = v618_tmp(v617, v616);
      int8_t shift3;
      shift3 = v618;
      int8_t v620 = shift3;
      int32_t v621 = v620;
      int32_t by1;
      by1 = v621;
      int32_t v623 = sums1[w16][m20];
      int32_t v624 = by1;
      int32_t v625;
      shifted(v623, v624, &v625);
      int32_t v626 = v558[w16][m20];
      ap_int<33> v627 = v626;
      ap_int<33> v628 = v625;
      ap_int<33> v629 = v627 + v628;
      int32_t v630 = v629;
      v558[w16][m20] = v630;
    }
  }
}

int32_t kinds_0[6] = {0, 0, 0, 1, 1, 2};
int32_t distances_0[6] = {1, 2, 3, 1, 1, 0};
int32_t neighbours_0[6] = {0, 0, 0, 0, 1, 0};
void path_votes(
  ap_uint<512> v631[58494],
  int32_t v632,
  int32_t v633,
  int32_t v634,
  int32_t v635[6],
  int32_t v636[4][26][6],
  int32_t v637[1][64]
) {
  #pragma HLS array_partition variable=v637 complete dim=2

  int32_t chosen[6];
  for (int v642 = 0; v642 < 6; v642++) {
    chosen[v642] = 0;
  }
  int32_t vote_sums1[1][64];
  #pragma HLS array_partition variable=vote_sums1 complete dim=2

  for (int v644 = 0; v644 < 1; v644++) {
    for (int v645 = 0; v645 < 64; v645++) {
      vote_sums1[v644][v645] = 0;
    }
  }
  l_S_s_0_s2: for (int s2 = 0; s2 < 6; s2++) {
    int32_t v647 = kinds_0[s2];
    int32_t v648 = distances_0[s2];
    int32_t v649 = neighbours_0[s2];
    int32_t v650;
    voters(v647, v648, v649, v632, v633, v634, v635, v636, chosen, &v650);
    int32_t known2;
    known2 = v650;
    int32_t v652 = known2;
    bool v653 = v652 == 1;
    if (v653) {
      int64_t v654 = s2;
      int64_t v655 = v654 * 26;
      ap_int<65> v656 = v655;
      ap_int<65> v657 = v632;
      ap_int<65> v658 = v656 + v657;
      ap_int<97> v659 = v658;
      ap_int<97> v660 = v659 * 65;
      int32_t v661 = v660;
      int32_t block;
      block = v661;
      int32_t v663 = block;
      vote_rows(v631, v663, chosen, vote_sums1);
      l_add_votes_gk: for (int gk = 0; gk < 1; gk++) {
      #pragma HLS pipeline II=1
        l_S_m_0_m21: for (int m21 = 0; m21 < 64; m21++) {
          int32_t v666 = vote_sums1[gk][m21];
          int32_t v667 = v637[gk][m21];
          ap_int<33> v668 = v667;
          ap_int<33> v669 = v666;
          ap_int<33> v670 = v668 + v669;
          int32_t v671 = v670;
          v637[gk][m21] = v671;
        }
      }
    } else {
      known2 = 0;
    }
  }
}

void hidden_votes(
  ap_uint<512> v672[58494],
  int32_t v673,
  int32_t v674[4][64],
  int32_t v675[1][64]
) {
  #pragma HLS array_partition variable=v674 complete dim=2

  #pragma HLS array_partition variable=v675 complete dim=2

  int32_t sums2[1][64];
  #pragma HLS array_partition variable=sums2 complete dim=2

  for (int v677 = 0; v677 < 1; v677++) {
    for (int v678 = 0; v678 < 64; v678++) {
      sums2[v677][v678] = 0;
    }
  }
  l_hidden_votes_i2: for (int i2 = 0; i2 < 224; i2++) {
    l_w17: for (int w17 = 0; w17 < 1; w17++) {
    #pragma HLS pipeline II=1
      ap_int<34> v681 = i2;
      ap_int<34> v682 = v681 + 1;
      ap_int<67> v683 = v682;
      ap_int<67> v684 = w17;
      ap_int<67> v685 = v683 + v684;
      int32_t v686 = v685;
      int32_t row4;
      row4 = v686;
      int32_t v688 = row4;
      int v689 = v673;
      int v690 = v688;
      int v691 = v689 + v690;
      int v692 = v691;
      ap_uint<512> v693 = v672[v692];
      ap_uint<512> taken4;
      taken4 = v693;
      int32_t v695 = v674[(i2 / 64)][(i2 % 64)];
      int32_t scalar;
      scalar = v695;
      l_S_m_0_m22: for (int m22 = 0; m22 < 64; m22++) {
        ap_int<512> v698 = taken4;
        int64_t v699 = m22;
        int64_t v700 = v699 * 8;
        ap_int<65> v701 = v700;
        ap_int<65> v702 = v701 + 8;
        ap_int<65> v703 = v702 - 1;
        int v704 = v700;
        int v705 = v703;
        int8_t v706;
        ap_int<512> v706_tmp = v698;
        v706 = v706_tmp(v705, v704);
        int8_t entry4;
        entry4 = v706;
        int8_t v708 = entry4;
        int32_t v709 = scalar;
        ap_int<40> v710 = v708;
        ap_int<40> v711 = v709;
        ap_int<40> v712 = v710 * v711;
        int32_t v713 = sums2[w17][m22];
        ap_int<41> v714 = v713;
        ap_int<41> v715 = v712;
        ap_int<41> v716 = v714 + v715;
        int32_t v717 = v716;
        sums2[w17][m22] = v717;
      }
    }
  }
  l_hidden_votes_shifted_w18: for (int w18 = 0; w18 < 1; w18++) {
  #pragma HLS pipeline II=1
    int32_t v719 = w18;
    int32_t step5;
    step5 = v719;
    int32_t v721 = step5;
    int v722 = v673;
    int v723 = v721;
    int v724 = v722 + v723;
    int v725 = v724;
    ap_uint<512> v726 = v672[v725];
    ap_uint<512> of_columns4;
    of_columns4 = v726;
    l_S_m_2_m23: for (int m23 = 0; m23 < 64; m23++) {
      ap_int<512> v729 = of_columns4;
      int64_t v730 = m23;
      int64_t v731 = v730 * 8;
      ap_int<65> v732 = v731;
      ap_int<65> v733 = v732 + 8;
      ap_int<65> v734 = v733 - 1;
      int v735 = v731;
      int v736 = v734;
      int8_t v737;
      ap_int<512> v737_tmp = v729;
      v737 = v737_tmp(v736, v735);
      int8_t shift4;
      shift4 = v737;
      int8_t v739 = shift4;
      int32_t v740 = v739;
      int32_t by2;
      by2 = v740;
      int32_t v742 = sums2[w18][m23];
      int32_t v743 = by2;
      int32_t v744;
      shifted(v742, v743, &v744);
      int32_t v745 = v675[w18][m23];
      ap_int<33> v746 = v745;
      ap_int<33> v747 = v744;
      ap_int<33> v748 = v746 + v747;
      int32_t v749 = v748;
      v675[w18][m23] = v749;
    }
  }
}

int32_t kinds_1[2] = {0, 0};
int32_t distances_1[2] = {1, 2};
int32_t neighbours_1[2] = {0, 0};
void learnt_votes(
  int32_t v750,
  int32_t v751,
  int32_t v752,
  int32_t v753[6],
  int32_t v754[4][26][6],
  int16_t v755[2][26][64][1][64],
  int32_t v756[1][64]
) {
  #pragma HLS array_partition variable=v756 complete dim=2

  int32_t who1[6];
  for (int v761 = 0; v761 < 6; v761++) {
    who1[v761] = 0;
  }
  l_S_s_0_s3: for (int s3 = 0; s3 < 2; s3++) {
    int32_t v763 = kinds_1[s3];
    int32_t v764 = distances_1[s3];
    int32_t v765 = neighbours_1[s3];
    int32_t v766;
    voters(v763, v764, v765, v750, v751, v752, v753, v754, who1, &v766);
    int32_t known3;
    known3 = v766;
    int32_t v768 = known3;
    bool v769 = v768 == 1;
    if (v769) {
      l_add_learnt_lk: for (int lk = 0; lk < 6; lk++) {
        l_lw: for (int lw = 0; lw < 1; lw++) {
        #pragma HLS pipeline II=1
          l_S_m_0_m24: for (int m24 = 0; m24 < 64; m24++) {
            int v773 = v750;
            int32_t v774 = who1[lk];
            int v775 = v774;
            int16_t v776 = v755[s3][v773][v775][lw][m24];
            int32_t v777 = v776;
            int32_t moved1;
            moved1 = v777;
            int32_t v779 = moved1;
            int32_t v780 = v779 << 4;
            int32_t v781 = v756[lw][m24];
            ap_int<33> v782 = v781;
            ap_int<33> v783 = v780;
            ap_int<33> v784 = v782 + v783;
            int32_t v785 = v784;
            v756[lw][m24] = v785;
          }
        }
      }
    } else {
      known3 = 0;
    }
  }
}

void learnt_bias_votes(
  int32_t v786,
  int16_t v787[26][1][64],
  int32_t v788[1][64]
) {
  #pragma HLS array_partition variable=v788 complete dim=2

  l_add_learnt_bias_w19: for (int w19 = 0; w19 < 1; w19++) {
    l_S_m_0_m25: for (int m25 = 0; m25 < 64; m25++) {
    #pragma HLS pipeline II=1
      int v791 = v786;
      int16_t v792 = v787[v791][w19][m25];
      int32_t v793 = v792;
      int32_t moved2;
      moved2 = v793;
      int32_t v795 = moved2;
      int32_t v796 = v795 << 4;
      int32_t v797 = v788[w19][m25];
      ap_int<33> v798 = v797;
      ap_int<33> v799 = v796;
      ap_int<33> v800 = v798 + v799;
      int32_t v801 = v800;
      v788[w19][m25] = v801;
    }
  }
}

int32_t likelihoods[256] = {1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 12, 13, 13, 14, 15, 16, 17, 18, 19, 21, 22, 23, 25, 27, 28, 30, 32, 34, 36, 39, 41, 44, 46, 49, 53, 56, 59, 63, 67, 71, 76, 81, 86, 91, 97, 103, 110, 116, 124, 131, 140, 148, 158, 167, 178, 189, 200, 212, 225, 239, 253, 269, 285, 302, 320, 339, 359, 380, 402, 425, 449, 475, 502, 530, 560, 590, 623, 656, 692, 728, 766, 806, 847, 890, 935, 980, 1028, 1077, 1127, 1179, 1232, 1286, 1342, 1399, 1457, 1516, 1577, 1638, 1699, 1762, 1825, 1888, 1952, 2016, 2080, 2144, 2208, 2271, 2334, 2397, 2458, 2519, 2580, 2639, 2697, 2754, 2810, 2864, 2917, 2969, 3019, 3068, 3116, 3161, 3206, 3249, 3290, 3330, 3368, 3404, 3440, 3473, 3506, 3536, 3566, 3594, 3621, 3647, 3671, 3694, 3716, 3737, 3757, 3776, 3794, 3811, 3827, 3843, 3857, 3871, 3884, 3896, 3907, 3918, 3929, 3938, 3948, 3956, 3965, 3972, 3980, 3986, 3993, 3999, 4005, 4010, 4015, 4020, 4025, 4029, 4033, 4037, 4040, 4043, 4047, 4050, 4052, 4055, 4057, 4060, 4062, 4064, 4066, 4068, 4069, 4071, 4073, 4074, 4075, 4077, 4078, 4079, 4080, 4081, 4082, 4083, 4083, 4084, 4085, 4086, 4086, 4087, 4087, 4088, 4088, 4089, 4089, 4090, 4090, 4090, 4091, 4091, 4091, 4092, 4092, 4092, 4092, 4093, 4093, 4093, 4093, 4093, 4094, 4094, 4094, 4094, 4094, 4094, 4094, 4094, 4094, 4095};
void remember_likely(
  int32_t v802,
  int32_t v803[1][64],
  int32_t v804[1][1][64]
) {
  #pragma HLS array_partition variable=v803 complete dim=2

  l_likely_e1: for (int e1 = 0; e1 < 64; e1++) {
  #pragma HLS pipeline II=1
    int32_t v807 = v803[(e1 / 64)][(e1 % 64)];
    int32_t v808 = v807 >> 12;
    int v809 = v808;
    int v810 = v809 + 128;
    int32_t v811 = v810;
    int32_t step6;
    step6 = v811;
    int32_t v813 = step6;
    bool v814 = v813 < 0;
    if (v814) {
      step6 = 0;
    }
    int32_t v815 = step6;
    ap_int<33> v816 = v815;
    bool v817 = v816 > 255;
    if (v817) {
      step6 = 255;
    }
    int32_t v818 = step6;
    int v819 = v818;
    int32_t v820 = likelihoods[v819];
    int v821 = v802;
    int32_t v822 = e1;
    int32_t v823 = v822 / 64;
    int v824 = v823;
    ap_int<33> v825 = e1;
    ap_int<33> v826 = v825 % 64;
    int v827 = v826;
    v804[v821][v824][v827] = v820;
  }
}

void ranked_by(
  int32_t v828[1][64],
  int32_t v829[16]
) {
  #pragma HLS array_partition variable=v828 complete dim=2

  l_S_p_0_p: for (int p = 0; p < 16; p++) {
    int32_t best;
    best = -2147483648;
    int32_t who2;
    who2 = 0;
    l_rank_gl: for (int gl = 0; gl < 64; gl++) {
    #pragma HLS pipeline II=1
      int32_t v834 = v828[(gl / 64)][(gl % 64)];
      int32_t vote;
      vote = v834;
      int32_t v836 = vote;
      int32_t v837 = best;
      bool v838 = v836 > v837;
      int32_t v839 = who2;
      ap_int<33> v840 = gl;
      ap_int<33> v841 = v839;
      ap_int<33> v842 = v838 ? (ap_int<33>)v840 : (ap_int<33>)v841;
      int32_t v843 = v842;
      who2 = v843;
      int32_t v844 = vote;
      int32_t v845 = best;
      bool v846 = v844 > v845;
      int32_t v847 = v846 ? (int32_t)v844 : (int32_t)v845;
      best = v847;
    }
    int32_t v848 = who2;
    v829[p] = v848;
    int32_t v849 = who2;
    int32_t v850 = v849 / 64;
    int v851 = v850;
    int32_t v852 = v849 % 64;
    int v853 = v852;
    v828[v851][v853] = -2147483648;
  }
}

/// This is top function.
void factorised_lookup(
  int32_t v854[3],
  int32_t v855[6],
  int32_t v856[6],
  ap_uint<512> v857[58494],
  int32_t v858[7488],
  int32_t v859[16]
) {
  static int32_t __stateful_factorised_lookup_path_1[4][26][6];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_path_1 complete dim=3
  static int32_t __stateful_factorised_lookup_recents_2[2][26][1][64];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_recents_2 complete dim=4
  static int32_t __stateful_factorised_lookup_memories_3[2][4][64];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_memories_3 complete dim=3
  static int32_t __stateful_factorised_lookup_pending_4[2][4][64];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_pending_4 complete dim=3
  static int32_t __stateful_factorised_lookup_state_5[4][64];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_state_5 complete dim=2
  static int32_t __stateful_factorised_lookup_place_6[3];
  static int32_t __stateful_factorised_lookup_this_token_7[40];
  static int32_t __stateful_factorised_lookup_last_token_8[40];
  static int16_t __stateful_factorised_lookup_learnt_9[2][26][64][1][64];
  #pragma HLS array_reshape variable=__stateful_factorised_lookup_learnt_9 complete dim=5
  #pragma HLS bind_storage variable=__stateful_factorised_lookup_learnt_9 type=ram_2p impl=uram
  static int16_t __stateful_factorised_lookup_learnt_bias_10[26][1][64];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_learnt_bias_10 complete dim=3
  static int32_t __stateful_factorised_lookup_thought_11[1][1][64];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_thought_11 complete dim=3
  int32_t chosen1[6];
  for (int v872 = 0; v872 < 6; v872++) {
    chosen1[v872] = 0;
  }
  int32_t votes[1][64];
  #pragma HLS array_partition variable=votes complete dim=2

  for (int v874 = 0; v874 < 1; v874++) {
    for (int v875 = 0; v875 < 64; v875++) {
      votes[v874][v875] = 0;
    }
  }
  int32_t hidden[4][64];
  #pragma HLS array_partition variable=hidden complete dim=2

  for (int v877 = 0; v877 < 4; v877++) {
    for (int v878 = 0; v878 < 64; v878++) {
      hidden[v877][v878] = 0;
    }
  }
  int32_t v879 = v854[0];
  int32_t layer;
  layer = v879;
  l_last_k4: for (int k4 = 0; k4 < 6; k4++) {
  #pragma HLS pipeline II=1
    int32_t v882 = v855[k4];
    chosen1[k4] = v882;
  }
  int32_t v883 = v854[1];
  bool v884 = v883 == 1;
  if (v884) {
    __stateful_factorised_lookup_place_6[0] = 0;
    __stateful_factorised_lookup_place_6[1] = 0;
    __stateful_factorised_lookup_place_6[2] = 0;
    forgotten(__stateful_factorised_lookup_memories_3, __stateful_factorised_lookup_pending_4, __stateful_factorised_lookup_recents_2);
    unlearnt(__stateful_factorised_lookup_learnt_9);
    unlearnt_bias(__stateful_factorised_lookup_learnt_bias_10);
  }
  int32_t v885 = v854[1];
  bool v886 = v885 == 0;
  if (v886) {
    int32_t v887 = layer;
    bool v888 = v887 > 0;
    ap_int<33> v889 = v887;
    ap_int<33> v890 = v889 - 1;
    ap_int<33> v891 = v888 ? (ap_int<33>)v890 : (ap_int<33>)25;
    int32_t v892 = v891;
    int32_t done;
    done = v892;
    int32_t v894 = done;
    int32_t v895 = __stateful_factorised_lookup_place_6[0];
    int32_t v896 = __stateful_factorised_lookup_place_6[1];
    learn_choice(v894, v895, v896, chosen1, v856, __stateful_factorised_lookup_path_1, __stateful_factorised_lookup_thought_11, __stateful_factorised_lookup_learnt_9, __stateful_factorised_lookup_learnt_bias_10);
    int32_t v897 = done;
    int32_t v898 = __stateful_factorised_lookup_place_6[0];
    taken_in(v857, v897, v898, chosen1, __stateful_factorised_lookup_path_1, __stateful_factorised_lookup_state_5, __stateful_factorised_lookup_pending_4, __stateful_factorised_lookup_recents_2);
  }
  int32_t v899 = layer;
  bool v900 = v899 == 0;
  if (v900) {
    int32_t v901 = v854[1];
    bool v902 = v901 == 0;
    if (v902) {
      folded(__stateful_factorised_lookup_memories_3, __stateful_factorised_lookup_pending_4);
      int32_t v903 = __stateful_factorised_lookup_place_6[0];
      ap_int<33> v904 = v903;
      bool v905 = v904 < 3;
      ap_int<33> v906 = v904 + 1;
      ap_int<33> v907 = v905 ? (ap_int<33>)v906 : (ap_int<33>)0;
      int32_t v908 = v907;
      __stateful_factorised_lookup_place_6[0] = v908;
      int32_t v909 = __stateful_factorised_lookup_place_6[1];
      ap_int<33> v910 = v909;
      bool v911 = v910 < 3;
      ap_int<33> v912 = v910 + 1;
      ap_int<33> v913 = v911 ? (ap_int<33>)v912 : (ap_int<33>)3;
      int32_t v914 = v913;
      __stateful_factorised_lookup_place_6[1] = v914;
    }
    int32_t v915 = v854[2];
    int32_t v916 = __stateful_factorised_lookup_place_6[2];
    begun(v857, v915, v916, __stateful_factorised_lookup_memories_3, __stateful_factorised_lookup_this_token_7, __stateful_factorised_lookup_last_token_8, __stateful_factorised_lookup_state_5);
    int32_t v917 = v854[2];
    __stateful_factorised_lookup_place_6[2] = v917;
  }
  int32_t v918 = layer;
  int64_t v919 = v918;
  int64_t v920 = v919 * 288;
  int32_t v921 = v920;
  int32_t bias;
  bias = v921;
  l_bias_e2: for (int e2 = 0; e2 < 64; e2++) {
  #pragma HLS pipeline II=1
    int32_t v924 = e2;
    int32_t bias_step;
    bias_step = v924;
    int32_t v926 = bias;
    int32_t v927 = bias_step;
    int v928 = v926;
    int v929 = v927;
    int v930 = v928 + v929;
    int v931 = v930;
    int32_t v932 = v858[v931];
    votes[(e2 / 64)][(e2 % 64)] = v932;
  }
  int32_t v933 = layer;
  int64_t v934 = v933;
  int64_t v935 = v934 * 41;
  ap_int<65> v936 = v935;
  ap_int<65> v937 = v936 + 39650;
  int32_t v938 = v937;
  int32_t token_block;
  token_block = v938;
  int32_t v940 = token_block;
  token_votes(v857, v940, __stateful_factorised_lookup_this_token_7, votes);
  int32_t v941 = layer;
  ap_int<33> v942 = v941;
  ap_int<33> v943 = v942 + 26;
  ap_int<65> v944 = v943;
  ap_int<65> v945 = v944 * 41;
  ap_int<66> v946 = v945;
  ap_int<66> v947 = v946 + 39650;
  int32_t v948 = v947;
  int32_t last_block;
  last_block = v948;
  int32_t v950 = last_block;
  token_votes(v857, v950, __stateful_factorised_lookup_last_token_8, votes);
  int32_t v951 = layer;
  int32_t v952 = __stateful_factorised_lookup_place_6[0];
  int32_t v953 = __stateful_factorised_lookup_place_6[1];
  path_votes(v857, v951, v952, v953, v856, __stateful_factorised_lookup_path_1, votes);
  l_add_remembered_r6: for (int r6 = 0; r6 < 2; r6++) {
    l_w20: for (int w20 = 0; w20 < 1; w20++) {
    #pragma HLS pipeline II=1
      l_S_m_2_m26: for (int m26 = 0; m26 < 64; m26++) {
        int32_t v957 = layer;
        int v958 = v957;
        int32_t v959 = __stateful_factorised_lookup_recents_2[r6][v958][w20][m26];
        int32_t v960 = votes[w20][m26];
        ap_int<33> v961 = v960;
        ap_int<33> v962 = v959;
        ap_int<33> v963 = v961 + v962;
        int32_t v964 = v963;
        votes[w20][m26] = v964;
      }
    }
  }
  l_hidden_i3: for (int i3 = 0; i3 < 224; i3++) {
  #pragma HLS pipeline II=1
    int32_t v966 = i3;
    int32_t hidden_step;
    hidden_step = v966;
    int32_t v968 = __stateful_factorised_lookup_state_5[(i3 / 64)][(i3 % 64)];
    int32_t v969 = bias;
    int32_t v970 = hidden_step;
    int v971 = v969;
    int v972 = v970;
    int v973 = v971 + v972;
    int v974 = v973;
    int v975 = v974 + 64;
    int v976 = v975;
    int32_t v977 = v858[v976];
    ap_int<33> v978 = v968;
    ap_int<33> v979 = v977;
    ap_int<33> v980 = v978 + v979;
    ap_int<33> v981 = v980 >> 12;
    int32_t v982 = v981;
    int32_t unit;
    unit = v982;
    int32_t v984 = unit;
    bool v985 = v984 < 0;
    if (v985) {
      unit = 0;
    }
    int32_t v986 = unit;
    bool v987 = v986 > 255;
    if (v987) {
      unit = 255;
    }
    int32_t v988 = unit;
    hidden[(i3 / 64)][(i3 % 64)] = v988;
  }
  int32_t v989 = layer;
  int64_t v990 = v989;
  int64_t v991 = v990 * 225;
  ap_int<65> v992 = v991;
  ap_int<65> v993 = v992 + 33800;
  int32_t v994 = v993;
  int32_t output_block;
  output_block = v994;
  int32_t v996 = output_block;
  hidden_votes(v857, v996, hidden, votes);
  int32_t v997 = layer;
  int32_t v998 = __stateful_factorised_lookup_place_6[0];
  int32_t v999 = __stateful_factorised_lookup_place_6[1];
  learnt_votes(v997, v998, v999, v856, __stateful_factorised_lookup_path_1, __stateful_factorised_lookup_learnt_9, votes);
  int32_t v1000 = layer;
  learnt_bias_votes(v1000, __stateful_factorised_lookup_learnt_bias_10, votes);
  remember_likely(0, votes, __stateful_factorised_lookup_thought_11);
  ranked_by(votes, v859);
}
