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
  int32_t v0[3][1][16],
  int32_t v1[3][1][16],
  int32_t v2[1][3][1][16]
) {
  l_forget_state_r: for (int r = 0; r < 3; r++) {
    l_w: for (int w = 0; w < 1; w++) {
    #pragma HLS pipeline II=1
      l_S_m_0_m: for (int m = 0; m < 16; m++) {
        v0[r][w][m] = 0;
        v1[r][w][m] = 0;
      }
    }
  }
  l_forget_recent_r1: for (int r1 = 0; r1 < 1; r1++) {
    l_a: for (int a = 0; a < 3; a++) {
      l_w1: for (int w1 = 0; w1 < 1; w1++) {
      #pragma HLS pipeline II=1
        l_S_m_2_m1: for (int m1 = 0; m1 < 16; m1++) {
          v2[r1][a][w1][m1] = 0;
        }
      }
    }
  }
}

void unlearnt(
  int16_t v10[4][3][6][1][16]
) {
  l_unlearn_s: for (int s = 0; s < 4; s++) {
    l_a1: for (int a1 = 0; a1 < 3; a1++) {
      l_e: for (int e = 0; e < 6; e++) {
        l_w2: for (int w2 = 0; w2 < 1; w2++) {
          l_S_m_0_m2: for (int m2 = 0; m2 < 16; m2++) {
          #pragma HLS pipeline II=1
            v10[s][a1][e][w2][m2] = 0;
          }
        }
      }
    }
  }
}

void unlearnt_bias(
  int16_t v16[3][1][16]
) {
  l_unlearn_bias_a2: for (int a2 = 0; a2 < 3; a2++) {
    l_w3: for (int w3 = 0; w3 < 1; w3++) {
      l_S_m_0_m3: for (int m3 = 0; m3 < 16; m3++) {
      #pragma HLS pipeline II=1
        v16[a2][w3][m3] = 0;
      }
    }
  }
}

int32_t kinds[4] = {0, 0, 1, 1};
int32_t distances[4] = {1, 2, 1, 2};
int32_t neighbours[4] = {0, 0, 1, 0};
int32_t steps[4] = {3, 1, 2, 4};
void voters(
  int32_t v20,
  int32_t v21,
  int32_t v22,
  int32_t v23,
  int32_t v24,
  int32_t v25,
  int32_t v26[2],
  int32_t v27[4][3][2],
  int32_t v28[2],
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
      bool v47 = v46 < 3;
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
  l_source_j: for (int j = 0; j < 2; j++) {
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
  int32_t v84[2],
  int32_t v85[4][3][2],
  int32_t v86[1][16],
  int16_t v87[4][3][6][1][16]
) {
  #pragma HLS dependence variable=v87 type=inter false
  #pragma HLS array_partition variable=v86 complete dim=2

  int32_t who[2];
  for (int v93 = 0; v93 < 2; v93++) {
    who[v93] = 0;
  }
  l_S_s_0_s1: for (int s1 = 0; s1 < 4; s1++) {
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
      l_move_rows_mk: for (int mk = 0; mk < 2; mk++) {
        l_mw: for (int mw = 0; mw < 1; mw++) {
        #pragma HLS pipeline II=1
          l_S_m_0_m4: for (int m4 = 0; m4 < 16; m4++) {
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
  int32_t v128[1][16],
  int16_t v129[3][1][16]
) {
  #pragma HLS array_partition variable=v128 complete dim=2

  l_move_bias_w4: for (int w4 = 0; w4 < 1; w4++) {
    l_S_m_0_m5: for (int m5 = 0; m5 < 16; m5++) {
    #pragma HLS pipeline II=1
      int v132 = v127;
      int16_t v133 = v129[v132][w4][m5];
      int32_t v134 = v133;
      int32_t held1;
      held1 = v134;
      int32_t v136 = held1;
      int32_t v137 = v128[w4][m5];
      int32_t v138 = v137 >> 2;
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
  int32_t v150[2],
  int32_t v151[2],
  int32_t v152[4][3][2],
  int32_t v153[1][1][16],
  int16_t v154[4][3][6][1][16],
  int16_t v155[3][1][16]
) {
  int32_t wrong[1][16];
  #pragma HLS array_partition variable=wrong complete dim=2

  for (int v157 = 0; v157 < 1; v157++) {
    for (int v158 = 0; v158 < 16; v158++) {
      wrong[v157][v158] = 0;
    }
  }
  l_doubt_w5: for (int w5 = 0; w5 < 1; w5++) {
    l_S_m_0_m6: for (int m6 = 0; m6 < 16; m6++) {
    #pragma HLS pipeline II=1
      int32_t v161 = v153[0][w5][m6];
      ap_int<33> v162 = v161;
      ap_int<33> v163 = 0 - v162;
      int32_t v164 = v163;
      wrong[w5][m6] = v164;
    }
  }
  l_praise_k: for (int k = 0; k < 2; k++) {
  #pragma HLS pipeline II=1
    int32_t v166 = v150[k];
    int32_t v167 = v166 / 16;
    int v168 = v167;
    int32_t v169 = v166 % 16;
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

int32_t recent_rates[1] = {2};
void state_rows(
  ap_uint<128> v175[285],
  int32_t v176,
  int32_t v177[2],
  int32_t v178[1][16]
) {
  #pragma HLS array_partition variable=v178 complete dim=2

  int32_t shifts[1][16];
  #pragma HLS array_partition variable=shifts complete dim=2

  l_state_shifts_w6: for (int w6 = 0; w6 < 1; w6++) {
  #pragma HLS pipeline II=1
    int32_t v181 = w6;
    int32_t step1;
    step1 = v181;
    int32_t v183 = step1;
    int v184 = v176;
    int v185 = v183;
    int v186 = v184 + v185;
    int v187 = v186;
    ap_uint<128> v188 = v175[v187];
    ap_uint<128> of_columns;
    of_columns = v188;
    l_S_m_0_m7: for (int m7 = 0; m7 < 16; m7++) {
      ap_int<128> v191 = of_columns;
      int64_t v192 = m7;
      int64_t v193 = v192 * 8;
      ap_int<65> v194 = v193;
      ap_int<65> v195 = v194 + 8;
      ap_int<65> v196 = v195 - 1;
      int v197 = v193;
      int v198 = v196;
      int8_t v199;
      ap_int<128> v199_tmp = v191;
      v199 = v199_tmp(v198, v197);
      int8_t shift;
      shift = v199;
      int8_t v201 = shift;
      int32_t v202 = v201;
      shifts[w6][m7] = v202;
      v178[w6][m7] = 0;
    }
  }
  l_state_rows_k1: for (int k1 = 0; k1 < 2; k1++) {
    l_w7: for (int w7 = 0; w7 < 1; w7++) {
    #pragma HLS pipeline II=1
      int32_t v205 = v177[k1];
      ap_int<33> v206 = v205;
      ap_int<33> v207 = v206 + 1;
      ap_int<66> v208 = v207;
      ap_int<66> v209 = w7;
      ap_int<66> v210 = v208 + v209;
      int32_t v211 = v210;
      int32_t row;
      row = v211;
      int32_t v213 = row;
      int v214 = v176;
      int v215 = v213;
      int v216 = v214 + v215;
      int v217 = v216;
      ap_uint<128> v218 = v175[v217];
      ap_uint<128> taken;
      taken = v218;
      l_S_m_2_m8: for (int m8 = 0; m8 < 16; m8++) {
        ap_int<128> v221 = taken;
        int64_t v222 = m8;
        int64_t v223 = v222 * 8;
        ap_int<65> v224 = v223;
        ap_int<65> v225 = v224 + 8;
        ap_int<65> v226 = v225 - 1;
        int v227 = v223;
        int v228 = v226;
        int8_t v229;
        ap_int<128> v229_tmp = v221;
        v229 = v229_tmp(v228, v227);
        int8_t entry;
        entry = v229;
        int8_t v231 = entry;
        int32_t v232 = v231;
        int32_t wide;
        wide = v232;
        int32_t v234 = wide;
        int32_t v235 = shifts[w7][m8];
        int32_t v236 = v234 << v235;
        int32_t v237 = v178[w7][m8];
        ap_int<33> v238 = v237;
        ap_int<33> v239 = v236;
        ap_int<33> v240 = v238 + v239;
        int32_t v241 = v240;
        v178[w7][m8] = v241;
      }
    }
  }
}

void vote_rows(
  ap_uint<128> v242[285],
  int32_t v243,
  int32_t v244[2],
  int32_t v245[1][16]
) {
  #pragma HLS array_partition variable=v245 complete dim=2

  int32_t shifts1[1][16];
  #pragma HLS array_partition variable=shifts1 complete dim=2

  l_vote_shifts_w8: for (int w8 = 0; w8 < 1; w8++) {
  #pragma HLS pipeline II=1
    int32_t v248 = w8;
    int32_t step2;
    step2 = v248;
    int32_t v250 = step2;
    int v251 = v243;
    int v252 = v250;
    int v253 = v251 + v252;
    int v254 = v253;
    ap_uint<128> v255 = v242[v254];
    ap_uint<128> of_columns1;
    of_columns1 = v255;
    l_S_m_0_m9: for (int m9 = 0; m9 < 16; m9++) {
      ap_int<128> v258 = of_columns1;
      int64_t v259 = m9;
      int64_t v260 = v259 * 8;
      ap_int<65> v261 = v260;
      ap_int<65> v262 = v261 + 8;
      ap_int<65> v263 = v262 - 1;
      int v264 = v260;
      int v265 = v263;
      int8_t v266;
      ap_int<128> v266_tmp = v258;
      v266 = v266_tmp(v265, v264);
      int8_t shift1;
      shift1 = v266;
      int8_t v268 = shift1;
      int32_t v269 = v268;
      shifts1[w8][m9] = v269;
      v245[w8][m9] = 0;
    }
  }
  l_vote_rows_k2: for (int k2 = 0; k2 < 2; k2++) {
    l_w9: for (int w9 = 0; w9 < 1; w9++) {
    #pragma HLS pipeline II=1
      int32_t v272 = v244[k2];
      ap_int<33> v273 = v272;
      ap_int<33> v274 = v273 + 1;
      ap_int<66> v275 = v274;
      ap_int<66> v276 = w9;
      ap_int<66> v277 = v275 + v276;
      int32_t v278 = v277;
      int32_t row1;
      row1 = v278;
      int32_t v280 = row1;
      int v281 = v243;
      int v282 = v280;
      int v283 = v281 + v282;
      int v284 = v283;
      ap_uint<128> v285 = v242[v284];
      ap_uint<128> taken1;
      taken1 = v285;
      l_S_m_2_m10: for (int m10 = 0; m10 < 16; m10++) {
        ap_int<128> v288 = taken1;
        int64_t v289 = m10;
        int64_t v290 = v289 * 8;
        ap_int<65> v291 = v290;
        ap_int<65> v292 = v291 + 8;
        ap_int<65> v293 = v292 - 1;
        int v294 = v290;
        int v295 = v293;
        int8_t v296;
        ap_int<128> v296_tmp = v288;
        v296 = v296_tmp(v295, v294);
        int8_t entry1;
        entry1 = v296;
        int8_t v298 = entry1;
        int32_t v299 = v298;
        int32_t wide1;
        wide1 = v299;
        int32_t v301 = wide1;
        int32_t v302 = shifts1[w9][m10];
        int32_t v303 = v301 << v302;
        int32_t v304 = v245[w9][m10];
        ap_int<33> v305 = v304;
        ap_int<33> v306 = v303;
        ap_int<33> v307 = v305 + v306;
        int32_t v308 = v307;
        v245[w9][m10] = v308;
      }
    }
  }
}

void taken_in(
  ap_uint<128> v309[285],
  int32_t v310,
  int32_t v311,
  int32_t v312[2],
  int32_t v313[4][3][2],
  int32_t v314[1][16],
  int32_t v315[3][1][16],
  int32_t v316[1][3][1][16]
) {
  int32_t state_sums[1][16];
  #pragma HLS array_partition variable=state_sums complete dim=2

  for (int v319 = 0; v319 < 1; v319++) {
    for (int v320 = 0; v320 < 16; v320++) {
      state_sums[v319][v320] = 0;
    }
  }
  int32_t vote_sums[1][16];
  #pragma HLS array_partition variable=vote_sums complete dim=2

  for (int v322 = 0; v322 < 1; v322++) {
    for (int v323 = 0; v323 < 16; v323++) {
      vote_sums[v322][v323] = 0;
    }
  }
  l_remember_k3: for (int k3 = 0; k3 < 2; k3++) {
  #pragma HLS pipeline II=1
    int32_t v325 = v312[k3];
    int v326 = v311;
    int v327 = v310;
    v313[v326][v327][k3] = v325;
  }
  int64_t v328 = v310;
  int64_t v329 = v328 * 7;
  ap_int<65> v330 = v329;
  ap_int<65> v331 = v330 + 147;
  int32_t v332 = v331;
  int32_t path_block;
  path_block = v332;
  int32_t v334 = path_block;
  state_rows(v309, v334, v312, state_sums);
  l_add_path_w10: for (int w10 = 0; w10 < 1; w10++) {
  #pragma HLS pipeline II=1
    l_S_m_1_m11: for (int m11 = 0; m11 < 16; m11++) {
      int32_t v337 = state_sums[w10][m11];
      int32_t v338 = v314[w10][m11];
      ap_int<33> v339 = v338;
      ap_int<33> v340 = v337;
      ap_int<33> v341 = v339 + v340;
      int32_t v342 = v341;
      v314[w10][m11] = v342;
    }
  }
  l_S_r_3_r2: for (int r2 = 0; r2 < 3; r2++) {
    int64_t v344 = r2;
    int64_t v345 = v344 * 3;
    ap_int<65> v346 = v345;
    ap_int<65> v347 = v310;
    ap_int<65> v348 = v346 + v347;
    ap_int<97> v349 = v348;
    ap_int<97> v350 = v349 * 7;
    ap_int<98> v351 = v350;
    ap_int<98> v352 = v351 + 168;
    int32_t v353 = v352;
    int32_t history_block;
    history_block = v353;
    int32_t v355 = history_block;
    state_rows(v309, v355, v312, state_sums);
    l_S_ha_3_ha: for (int ha = 0; ha < 1; ha++) {
    #pragma HLS pipeline II=1
      l_S_m_3_m12: for (int m12 = 0; m12 < 16; m12++) {
        int32_t v358 = state_sums[ha][m12];
        int32_t v359 = v315[r2][ha][m12];
        ap_int<33> v360 = v359;
        ap_int<33> v361 = v358;
        ap_int<33> v362 = v360 + v361;
        int32_t v363 = v362;
        v315[r2][ha][m12] = v363;
      }
    }
  }
  l_S_r_6_r3: for (int r3 = 0; r3 < 1; r3++) {
    ap_int<34> v365 = r3;
    ap_int<34> v366 = v365 + 6;
    ap_int<66> v367 = v366;
    ap_int<66> v368 = v367 * 3;
    ap_int<67> v369 = v368;
    ap_int<67> v370 = v310;
    ap_int<67> v371 = v369 + v370;
    ap_int<99> v372 = v371;
    ap_int<99> v373 = v372 * 7;
    int32_t v374 = v373;
    int32_t recent_block;
    recent_block = v374;
    int32_t v376 = recent_block;
    vote_rows(v309, v376, v312, vote_sums);
    int32_t v377 = recent_rates[r3];
    int32_t rate;
    rate = v377;
    l_S_hb_6_hb: for (int hb = 0; hb < 1; hb++) {
    #pragma HLS pipeline II=1
      l_S_m_6_m13: for (int m13 = 0; m13 < 16; m13++) {
        int v381 = v310;
        int32_t v382 = v316[r3][v381][hb][m13];
        int32_t held2;
        held2 = v382;
        int32_t v384 = held2;
        int32_t v385 = rate;
        int32_t v386 = v384 >> v385;
        ap_int<33> v387 = v384;
        ap_int<33> v388 = v386;
        ap_int<33> v389 = v387 - v388;
        int32_t v390 = vote_sums[hb][m13];
        ap_int<34> v391 = v389;
        ap_int<34> v392 = v390;
        ap_int<34> v393 = v391 + v392;
        int32_t v394 = v393;
        v316[r3][v381][hb][m13] = v394;
      }
    }
  }
}

int32_t memory_rates[3] = {0, 1, 3};
void folded(
  int32_t v395[3][1][16],
  int32_t v396[3][1][16]
) {
  l_fold_r4: for (int r4 = 0; r4 < 3; r4++) {
    l_w11: for (int w11 = 0; w11 < 1; w11++) {
    #pragma HLS pipeline II=1
      int32_t v400 = memory_rates[r4];
      int32_t memory_rate;
      memory_rate = v400;
      l_S_m_0_m14: for (int m14 = 0; m14 < 16; m14++) {
        int32_t v403 = v395[r4][w11][m14];
        int32_t kept1;
        kept1 = v403;
        int32_t v405 = kept1;
        int32_t v406 = memory_rate;
        int32_t v407 = v405 >> v406;
        ap_int<33> v408 = v405;
        ap_int<33> v409 = v407;
        ap_int<33> v410 = v408 - v409;
        int32_t v411 = v410;
        int32_t left;
        left = v411;
        int32_t v413 = left;
        int32_t v414 = v396[r4][w11][m14];
        ap_int<33> v415 = v413;
        ap_int<33> v416 = v414;
        ap_int<33> v417 = v415 + v416;
        int32_t v418 = v417;
        v395[r4][w11][m14] = v418;
        v396[r4][w11][m14] = 0;
      }
    }
  }
}

void shifted(
  int32_t v419,
  int32_t v420,
  int32_t *v421
) {
  int32_t moved;
  moved = 0;
  bool v423 = v420 >= 0;
  if (v423) {
    int32_t v424 = v419 << v420;
    moved = v424;
  } else {
    ap_int<33> v425 = v420;
    ap_int<33> v426 = 0 - v425;
    int32_t v427 = v426;
    int32_t v428 = v419 >> v427;
    moved = v428;
  }
  *v421 = moved;
}

void token_state(
  ap_uint<128> v429[285],
  int32_t v430,
  int32_t v431[2],
  int32_t v432[1][16]
) {
  int32_t sums[1][16];
  #pragma HLS array_partition variable=sums complete dim=2

  for (int v434 = 0; v434 < 1; v434++) {
    for (int v435 = 0; v435 < 16; v435++) {
      sums[v434][v435] = 0;
    }
  }
  l_token_state_i: for (int i = 0; i < 2; i++) {
    l_w12: for (int w12 = 0; w12 < 1; w12++) {
    #pragma HLS pipeline II=1
      ap_int<34> v438 = i;
      ap_int<34> v439 = v438 + 1;
      ap_int<67> v440 = v439;
      ap_int<67> v441 = w12;
      ap_int<67> v442 = v440 + v441;
      int32_t v443 = v442;
      int32_t row2;
      row2 = v443;
      int32_t v445 = row2;
      int v446 = v430;
      int v447 = v445;
      int v448 = v446 + v447;
      int v449 = v448;
      ap_uint<128> v450 = v429[v449];
      ap_uint<128> taken2;
      taken2 = v450;
      l_S_m_0_m15: for (int m15 = 0; m15 < 16; m15++) {
        ap_int<128> v453 = taken2;
        int64_t v454 = m15;
        int64_t v455 = v454 * 8;
        ap_int<65> v456 = v455;
        ap_int<65> v457 = v456 + 8;
        ap_int<65> v458 = v457 - 1;
        int v459 = v455;
        int v460 = v458;
        int8_t v461;
        ap_int<128> v461_tmp = v453;
        v461 = v461_tmp(v460, v459);
        int8_t entry2;
        entry2 = v461;
        int8_t v463 = entry2;
        int32_t v464 = v431[i];
        ap_int<40> v465 = v463;
        ap_int<40> v466 = v464;
        ap_int<40> v467 = v465 * v466;
        int32_t v468 = sums[w12][m15];
        ap_int<41> v469 = v468;
        ap_int<41> v470 = v467;
        ap_int<41> v471 = v469 + v470;
        int32_t v472 = v471;
        sums[w12][m15] = v472;
      }
    }
  }
  l_token_state_shifted_w13: for (int w13 = 0; w13 < 1; w13++) {
  #pragma HLS pipeline II=1
    int32_t v474 = w13;
    int32_t step3;
    step3 = v474;
    int32_t v476 = step3;
    int v477 = v430;
    int v478 = v476;
    int v479 = v477 + v478;
    int v480 = v479;
    ap_uint<128> v481 = v429[v480];
    ap_uint<128> of_columns2;
    of_columns2 = v481;
    l_S_m_2_m16: for (int m16 = 0; m16 < 16; m16++) {
      ap_int<128> v484 = of_columns2;
      int64_t v485 = m16;
      int64_t v486 = v485 * 8;
      ap_int<65> v487 = v486;
      ap_int<65> v488 = v487 + 8;
      ap_int<65> v489 = v488 - 1;
      int v490 = v486;
      int v491 = v489;
      int8_t v492;
      ap_int<128> v492_tmp = v484;
      v492 = v492_tmp(v491, v490);
      int8_t shift2;
      shift2 = v492;
      int8_t v494 = shift2;
      int32_t v495 = v494;
      int32_t by;
      by = v495;
      int32_t v497 = sums[w13][m16];
      int32_t v498 = by;
      int32_t v499;
      shifted(v497, v498, &v499);
      int32_t v500 = v432[w13][m16];
      ap_int<33> v501 = v500;
      ap_int<33> v502 = v499;
      ap_int<33> v503 = v501 + v502;
      int32_t v504 = v503;
      v432[w13][m16] = v504;
    }
  }
}

void begun(
  ap_uint<128> v505[285],
  int32_t v506,
  int32_t v507,
  int32_t v508[3][1][16],
  int32_t v509[2],
  int32_t v510[2],
  int32_t v511[1][16]
) {
  int v512 = v506;
  int v513 = v512 + 273;
  int v514 = v513;
  ap_uint<128> v515 = v505[v514];
  ap_uint<128> this_word;
  this_word = v515;
  int v517 = v507;
  int v518 = v517 + 279;
  int v519 = v518;
  ap_uint<128> v520 = v505[v519];
  ap_uint<128> last_word;
  last_word = v520;
  l_S_m_0_m17: for (int m17 = 0; m17 < 2; m17++) {
    ap_int<128> v523 = this_word;
    int64_t v524 = m17;
    int64_t v525 = v524 * 8;
    ap_int<65> v526 = v525;
    ap_int<65> v527 = v526 + 8;
    ap_int<65> v528 = v527 - 1;
    int v529 = v525;
    int v530 = v528;
    int8_t v531;
    ap_int<128> v531_tmp = v523;
    v531 = v531_tmp(v530, v529);
    int8_t this_entry;
    this_entry = v531;
    int8_t v533 = this_entry;
    int32_t v534 = v533;
    v509[m17] = v534;
    ap_int<128> v535 = last_word;
    int8_t v536;
    ap_int<128> v536_tmp = v535;
    v536 = v536_tmp(v530, v529);
    int8_t last_entry;
    last_entry = v536;
    int8_t v538 = last_entry;
    int32_t v539 = v538;
    v510[m17] = v539;
  }
  l_start_state_w14: for (int w14 = 0; w14 < 1; w14++) {
  #pragma HLS pipeline II=1
    l_S_m_1_m18: for (int m18 = 0; m18 < 16; m18++) {
      int32_t sum_of_rates;
      sum_of_rates = 0;
      l_S_r_1_r5: for (int r5 = 0; r5 < 3; r5++) {
        int32_t v544 = v508[r5][w14][m18];
        int32_t v545 = sum_of_rates;
        ap_int<33> v546 = v545;
        ap_int<33> v547 = v544;
        ap_int<33> v548 = v546 + v547;
        int32_t v549 = v548;
        sum_of_rates = v549;
      }
      int32_t v550 = sum_of_rates;
      v511[w14][m18] = v550;
    }
  }
  token_state(v505, 267, v509, v511);
  token_state(v505, 270, v510, v511);
}

void token_votes(
  ap_uint<128> v551[285],
  int32_t v552,
  int32_t v553[2],
  int32_t v554[1][16]
) {
  #pragma HLS array_partition variable=v554 complete dim=2

  int32_t sums1[1][16];
  #pragma HLS array_partition variable=sums1 complete dim=2

  for (int v556 = 0; v556 < 1; v556++) {
    for (int v557 = 0; v557 < 16; v557++) {
      sums1[v556][v557] = 0;
    }
  }
  l_token_votes_i1: for (int i1 = 0; i1 < 2; i1++) {
    l_w15: for (int w15 = 0; w15 < 1; w15++) {
    #pragma HLS pipeline II=1
      ap_int<34> v560 = i1;
      ap_int<34> v561 = v560 + 1;
      ap_int<67> v562 = v561;
      ap_int<67> v563 = w15;
      ap_int<67> v564 = v562 + v563;
      int32_t v565 = v564;
      int32_t row3;
      row3 = v565;
      int32_t v567 = row3;
      int v568 = v552;
      int v569 = v567;
      int v570 = v568 + v569;
      int v571 = v570;
      ap_uint<128> v572 = v551[v571];
      ap_uint<128> taken3;
      taken3 = v572;
      l_S_m_0_m19: for (int m19 = 0; m19 < 16; m19++) {
        ap_int<128> v575 = taken3;
        int64_t v576 = m19;
        int64_t v577 = v576 * 8;
        ap_int<65> v578 = v577;
        ap_int<65> v579 = v578 + 8;
        ap_int<65> v580 = v579 - 1;
        int v581 = v577;
        int v582 = v580;
        int8_t v583;
        ap_int<128> v583_tmp = v575;
        v583 = v583_tmp(v582, v581);
        int8_t entry3;
        entry3 = v583;
        int8_t v585 = entry3;
        int32_t v586 = v553[i1];
        ap_int<40> v587 = v585;
        ap_int<40> v588 = v586;
        ap_int<40> v589 = v587 * v588;
        int32_t v590 = sums1[w15][m19];
        ap_int<41> v591 = v590;
        ap_int<41> v592 = v589;
        ap_int<41> v593 = v591 + v592;
        int32_t v594 = v593;
        sums1[w15][m19] = v594;
      }
    }
  }
  l_token_votes_shifted_w16: for (int w16 = 0; w16 < 1; w16++) {
  #pragma HLS pipeline II=1
    int32_t v596 = w16;
    int32_t step4;
    step4 = v596;
    int32_t v598 = step4;
    int v599 = v552;
    int v600 = v598;
    int v601 = v599 + v600;
    int v602 = v601;
    ap_uint<128> v603 = v551[v602];
    ap_uint<128> of_columns3;
    of_columns3 = v603;
    l_S_m_2_m20: for (int m20 = 0; m20 < 16; m20++) {
      ap_int<128> v606 = of_columns3;
      int64_t v607 = m20;
      int64_t v608 = v607 * 8;
      ap_int<65> v609 = v608;
      ap_int<65> v610 = v609 + 8;
      ap_int<65> v611 = v610 - 1;
      int v612 = v608;
      int v613 = v611;
      int8_t v614;
      ap_int<128> v614_tmp = v606;
      v614 = v614_tmp(v613, v612);
      int8_t shift3;
      shift3 = v614;
      int8_t v616 = shift3;
      int32_t v617 = v616;
      int32_t by1;
      by1 = v617;
      int32_t v619 = sums1[w16][m20];
      int32_t v620 = by1;
      int32_t v621;
      shifted(v619, v620, &v621);
      int32_t v622 = v554[w16][m20];
      ap_int<33> v623 = v622;
      ap_int<33> v624 = v621;
      ap_int<33> v625 = v623 + v624;
      int32_t v626 = v625;
      v554[w16][m20] = v626;
    }
  }
}

int32_t kinds_0[6] = {0, 0, 1, 1, 1, 2};
int32_t distances_0[6] = {1, 2, 1, 1, 2, 0};
int32_t neighbours_0[6] = {0, 0, 0, 1, 0, 0};
void path_votes(
  ap_uint<128> v627[285],
  int32_t v628,
  int32_t v629,
  int32_t v630,
  int32_t v631[2],
  int32_t v632[4][3][2],
  int32_t v633[1][16]
) {
  #pragma HLS array_partition variable=v633 complete dim=2

  int32_t chosen[2];
  for (int v638 = 0; v638 < 2; v638++) {
    chosen[v638] = 0;
  }
  int32_t vote_sums1[1][16];
  #pragma HLS array_partition variable=vote_sums1 complete dim=2

  for (int v640 = 0; v640 < 1; v640++) {
    for (int v641 = 0; v641 < 16; v641++) {
      vote_sums1[v640][v641] = 0;
    }
  }
  l_S_s_0_s2: for (int s2 = 0; s2 < 6; s2++) {
    int32_t v643 = kinds_0[s2];
    int32_t v644 = distances_0[s2];
    int32_t v645 = neighbours_0[s2];
    int32_t v646;
    voters(v643, v644, v645, v628, v629, v630, v631, v632, chosen, &v646);
    int32_t known2;
    known2 = v646;
    int32_t v648 = known2;
    bool v649 = v648 == 1;
    if (v649) {
      int64_t v650 = s2;
      int64_t v651 = v650 * 3;
      ap_int<65> v652 = v651;
      ap_int<65> v653 = v628;
      ap_int<65> v654 = v652 + v653;
      ap_int<97> v655 = v654;
      ap_int<97> v656 = v655 * 7;
      int32_t v657 = v656;
      int32_t block;
      block = v657;
      int32_t v659 = block;
      vote_rows(v627, v659, chosen, vote_sums1);
      l_add_votes_gk: for (int gk = 0; gk < 1; gk++) {
      #pragma HLS pipeline II=1
        l_S_m_0_m21: for (int m21 = 0; m21 < 16; m21++) {
          int32_t v662 = vote_sums1[gk][m21];
          int32_t v663 = v633[gk][m21];
          ap_int<33> v664 = v663;
          ap_int<33> v665 = v662;
          ap_int<33> v666 = v664 + v665;
          int32_t v667 = v666;
          v633[gk][m21] = v667;
        }
      }
    } else {
      known2 = 0;
    }
  }
}

void hidden_votes(
  ap_uint<128> v668[285],
  int32_t v669,
  int32_t v670[1][16],
  int32_t v671[1][16]
) {
  #pragma HLS array_partition variable=v670 complete dim=2

  #pragma HLS array_partition variable=v671 complete dim=2

  int32_t sums2[1][16];
  #pragma HLS array_partition variable=sums2 complete dim=2

  for (int v673 = 0; v673 < 1; v673++) {
    for (int v674 = 0; v674 < 16; v674++) {
      sums2[v673][v674] = 0;
    }
  }
  l_hidden_votes_i2: for (int i2 = 0; i2 < 5; i2++) {
    l_w17: for (int w17 = 0; w17 < 1; w17++) {
    #pragma HLS pipeline II=1
      ap_int<34> v677 = i2;
      ap_int<34> v678 = v677 + 1;
      ap_int<67> v679 = v678;
      ap_int<67> v680 = w17;
      ap_int<67> v681 = v679 + v680;
      int32_t v682 = v681;
      int32_t row4;
      row4 = v682;
      int32_t v684 = row4;
      int v685 = v669;
      int v686 = v684;
      int v687 = v685 + v686;
      int v688 = v687;
      ap_uint<128> v689 = v668[v688];
      ap_uint<128> taken4;
      taken4 = v689;
      int32_t v691 = v670[(i2 / 16)][(i2 % 16)];
      int32_t scalar;
      scalar = v691;
      l_S_m_0_m22: for (int m22 = 0; m22 < 16; m22++) {
        ap_int<128> v694 = taken4;
        int64_t v695 = m22;
        int64_t v696 = v695 * 8;
        ap_int<65> v697 = v696;
        ap_int<65> v698 = v697 + 8;
        ap_int<65> v699 = v698 - 1;
        int v700 = v696;
        int v701 = v699;
        int8_t v702;
        ap_int<128> v702_tmp = v694;
        v702 = v702_tmp(v701, v700);
        int8_t entry4;
        entry4 = v702;
        int8_t v704 = entry4;
        int32_t v705 = scalar;
        ap_int<40> v706 = v704;
        ap_int<40> v707 = v705;
        ap_int<40> v708 = v706 * v707;
        int32_t v709 = sums2[w17][m22];
        ap_int<41> v710 = v709;
        ap_int<41> v711 = v708;
        ap_int<41> v712 = v710 + v711;
        int32_t v713 = v712;
        sums2[w17][m22] = v713;
      }
    }
  }
  l_hidden_votes_shifted_w18: for (int w18 = 0; w18 < 1; w18++) {
  #pragma HLS pipeline II=1
    int32_t v715 = w18;
    int32_t step5;
    step5 = v715;
    int32_t v717 = step5;
    int v718 = v669;
    int v719 = v717;
    int v720 = v718 + v719;
    int v721 = v720;
    ap_uint<128> v722 = v668[v721];
    ap_uint<128> of_columns4;
    of_columns4 = v722;
    l_S_m_2_m23: for (int m23 = 0; m23 < 16; m23++) {
      ap_int<128> v725 = of_columns4;
      int64_t v726 = m23;
      int64_t v727 = v726 * 8;
      ap_int<65> v728 = v727;
      ap_int<65> v729 = v728 + 8;
      ap_int<65> v730 = v729 - 1;
      int v731 = v727;
      int v732 = v730;
      int8_t v733;
      ap_int<128> v733_tmp = v725;
      v733 = v733_tmp(v732, v731);
      int8_t shift4;
      shift4 = v733;
      int8_t v735 = shift4;
      int32_t v736 = v735;
      int32_t by2;
      by2 = v736;
      int32_t v738 = sums2[w18][m23];
      int32_t v739 = by2;
      int32_t v740;
      shifted(v738, v739, &v740);
      int32_t v741 = v671[w18][m23];
      ap_int<33> v742 = v741;
      ap_int<33> v743 = v740;
      ap_int<33> v744 = v742 + v743;
      int32_t v745 = v744;
      v671[w18][m23] = v745;
    }
  }
}

int32_t kinds_1[4] = {0, 0, 1, 1};
int32_t distances_1[4] = {1, 2, 1, 2};
int32_t neighbours_1[4] = {0, 0, 1, 0};
void learnt_votes(
  int32_t v746,
  int32_t v747,
  int32_t v748,
  int32_t v749[2],
  int32_t v750[4][3][2],
  int16_t v751[4][3][6][1][16],
  int32_t v752[1][16]
) {
  #pragma HLS array_partition variable=v752 complete dim=2

  int32_t who1[2];
  for (int v757 = 0; v757 < 2; v757++) {
    who1[v757] = 0;
  }
  l_S_s_0_s3: for (int s3 = 0; s3 < 4; s3++) {
    int32_t v759 = kinds_1[s3];
    int32_t v760 = distances_1[s3];
    int32_t v761 = neighbours_1[s3];
    int32_t v762;
    voters(v759, v760, v761, v746, v747, v748, v749, v750, who1, &v762);
    int32_t known3;
    known3 = v762;
    int32_t v764 = known3;
    bool v765 = v764 == 1;
    if (v765) {
      l_add_learnt_lk: for (int lk = 0; lk < 2; lk++) {
        l_lw: for (int lw = 0; lw < 1; lw++) {
        #pragma HLS pipeline II=1
          l_S_m_0_m24: for (int m24 = 0; m24 < 16; m24++) {
            int v769 = v746;
            int32_t v770 = who1[lk];
            int v771 = v770;
            int16_t v772 = v751[s3][v769][v771][lw][m24];
            int32_t v773 = v772;
            int32_t moved1;
            moved1 = v773;
            int32_t v775 = moved1;
            int32_t v776 = v775 << 4;
            int32_t v777 = v752[lw][m24];
            ap_int<33> v778 = v777;
            ap_int<33> v779 = v776;
            ap_int<33> v780 = v778 + v779;
            int32_t v781 = v780;
            v752[lw][m24] = v781;
          }
        }
      }
    } else {
      known3 = 0;
    }
  }
}

void learnt_bias_votes(
  int32_t v782,
  int16_t v783[3][1][16],
  int32_t v784[1][16]
) {
  #pragma HLS array_partition variable=v784 complete dim=2

  l_add_learnt_bias_w19: for (int w19 = 0; w19 < 1; w19++) {
    l_S_m_0_m25: for (int m25 = 0; m25 < 16; m25++) {
    #pragma HLS pipeline II=1
      int v787 = v782;
      int16_t v788 = v783[v787][w19][m25];
      int32_t v789 = v788;
      int32_t moved2;
      moved2 = v789;
      int32_t v791 = moved2;
      int32_t v792 = v791 << 4;
      int32_t v793 = v784[w19][m25];
      ap_int<33> v794 = v793;
      ap_int<33> v795 = v792;
      ap_int<33> v796 = v794 + v795;
      int32_t v797 = v796;
      v784[w19][m25] = v797;
    }
  }
}

int32_t likelihoods[256] = {1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 12, 13, 13, 14, 15, 16, 17, 18, 19, 21, 22, 23, 25, 27, 28, 30, 32, 34, 36, 39, 41, 44, 46, 49, 53, 56, 59, 63, 67, 71, 76, 81, 86, 91, 97, 103, 110, 116, 124, 131, 140, 148, 158, 167, 178, 189, 200, 212, 225, 239, 253, 269, 285, 302, 320, 339, 359, 380, 402, 425, 449, 475, 502, 530, 560, 590, 623, 656, 692, 728, 766, 806, 847, 890, 935, 980, 1028, 1077, 1127, 1179, 1232, 1286, 1342, 1399, 1457, 1516, 1577, 1638, 1699, 1762, 1825, 1888, 1952, 2016, 2080, 2144, 2208, 2271, 2334, 2397, 2458, 2519, 2580, 2639, 2697, 2754, 2810, 2864, 2917, 2969, 3019, 3068, 3116, 3161, 3206, 3249, 3290, 3330, 3368, 3404, 3440, 3473, 3506, 3536, 3566, 3594, 3621, 3647, 3671, 3694, 3716, 3737, 3757, 3776, 3794, 3811, 3827, 3843, 3857, 3871, 3884, 3896, 3907, 3918, 3929, 3938, 3948, 3956, 3965, 3972, 3980, 3986, 3993, 3999, 4005, 4010, 4015, 4020, 4025, 4029, 4033, 4037, 4040, 4043, 4047, 4050, 4052, 4055, 4057, 4060, 4062, 4064, 4066, 4068, 4069, 4071, 4073, 4074, 4075, 4077, 4078, 4079, 4080, 4081, 4082, 4083, 4083, 4084, 4085, 4086, 4086, 4087, 4087, 4088, 4088, 4089, 4089, 4090, 4090, 4090, 4091, 4091, 4091, 4092, 4092, 4092, 4092, 4093, 4093, 4093, 4093, 4093, 4094, 4094, 4094, 4094, 4094, 4094, 4094, 4094, 4094, 4095};
void remember_likely(
  int32_t v798,
  int32_t v799[1][16],
  int32_t v800[1][1][16]
) {
  #pragma HLS array_partition variable=v799 complete dim=2

  l_likely_e1: for (int e1 = 0; e1 < 6; e1++) {
  #pragma HLS pipeline II=1
    int32_t v803 = v799[(e1 / 16)][(e1 % 16)];
    int32_t v804 = v803 >> 12;
    int v805 = v804;
    int v806 = v805 + 128;
    int32_t v807 = v806;
    int32_t step6;
    step6 = v807;
    int32_t v809 = step6;
    bool v810 = v809 < 0;
    if (v810) {
      step6 = 0;
    }
    int32_t v811 = step6;
    ap_int<33> v812 = v811;
    bool v813 = v812 > 255;
    if (v813) {
      step6 = 255;
    }
    int32_t v814 = step6;
    int v815 = v814;
    int32_t v816 = likelihoods[v815];
    int v817 = v798;
    int32_t v818 = e1;
    int32_t v819 = v818 / 16;
    int v820 = v819;
    ap_int<33> v821 = e1;
    ap_int<33> v822 = v821 % 16;
    int v823 = v822;
    v800[v817][v820][v823] = v816;
  }
}

void ranked_by(
  int32_t v824[1][16],
  int32_t v825[6]
) {
  #pragma HLS array_partition variable=v824 complete dim=2

  l_S_p_0_p: for (int p = 0; p < 6; p++) {
    int32_t best;
    best = -2147483648;
    int32_t who2;
    who2 = 0;
    l_rank_gl: for (int gl = 0; gl < 6; gl++) {
    #pragma HLS pipeline II=1
      int32_t v830 = v824[(gl / 16)][(gl % 16)];
      int32_t vote;
      vote = v830;
      int32_t v832 = vote;
      int32_t v833 = best;
      bool v834 = v832 > v833;
      int32_t v835 = who2;
      ap_int<33> v836 = gl;
      ap_int<33> v837 = v835;
      ap_int<33> v838 = v834 ? (ap_int<33>)v836 : (ap_int<33>)v837;
      int32_t v839 = v838;
      who2 = v839;
      int32_t v840 = vote;
      int32_t v841 = best;
      bool v842 = v840 > v841;
      int32_t v843 = v842 ? (int32_t)v840 : (int32_t)v841;
      best = v843;
    }
    int32_t v844 = who2;
    v825[p] = v844;
    int32_t v845 = who2;
    int32_t v846 = v845 / 16;
    int v847 = v846;
    int32_t v848 = v845 % 16;
    int v849 = v848;
    v824[v847][v849] = -2147483648;
  }
}

/// This is top function.
void factorised_lookup(
  int32_t v850[3],
  int32_t v851[2],
  int32_t v852[2],
  ap_uint<128> v853[285],
  int32_t v854[33],
  int32_t v855[6]
) {
  static int32_t __stateful_factorised_lookup_path_1[4][3][2];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_path_1 complete dim=3
  static int32_t __stateful_factorised_lookup_recents_2[1][3][1][16];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_recents_2 complete dim=4
  static int32_t __stateful_factorised_lookup_memories_3[3][1][16];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_memories_3 complete dim=3
  static int32_t __stateful_factorised_lookup_pending_4[3][1][16];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_pending_4 complete dim=3
  static int32_t __stateful_factorised_lookup_state_5[1][16];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_state_5 complete dim=2
  static int32_t __stateful_factorised_lookup_place_6[3];
  static int32_t __stateful_factorised_lookup_this_token_7[2];
  static int32_t __stateful_factorised_lookup_last_token_8[2];
  static int16_t __stateful_factorised_lookup_learnt_9[4][3][6][1][16];
  #pragma HLS array_reshape variable=__stateful_factorised_lookup_learnt_9 complete dim=5
  #pragma HLS bind_storage variable=__stateful_factorised_lookup_learnt_9 type=ram_2p impl=uram
  static int16_t __stateful_factorised_lookup_learnt_bias_10[3][1][16];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_learnt_bias_10 complete dim=3
  static int32_t __stateful_factorised_lookup_thought_11[1][1][16];
  #pragma HLS array_partition variable=__stateful_factorised_lookup_thought_11 complete dim=3
  int32_t chosen1[2];
  for (int v868 = 0; v868 < 2; v868++) {
    chosen1[v868] = 0;
  }
  int32_t votes[1][16];
  #pragma HLS array_partition variable=votes complete dim=2

  for (int v870 = 0; v870 < 1; v870++) {
    for (int v871 = 0; v871 < 16; v871++) {
      votes[v870][v871] = 0;
    }
  }
  int32_t hidden[1][16];
  #pragma HLS array_partition variable=hidden complete dim=2

  for (int v873 = 0; v873 < 1; v873++) {
    for (int v874 = 0; v874 < 16; v874++) {
      hidden[v873][v874] = 0;
    }
  }
  int32_t v875 = v850[0];
  int32_t layer;
  layer = v875;
  l_last_k4: for (int k4 = 0; k4 < 2; k4++) {
  #pragma HLS pipeline II=1
    int32_t v878 = v851[k4];
    chosen1[k4] = v878;
  }
  int32_t v879 = v850[1];
  bool v880 = v879 == 1;
  if (v880) {
    __stateful_factorised_lookup_place_6[0] = 0;
    __stateful_factorised_lookup_place_6[1] = 0;
    __stateful_factorised_lookup_place_6[2] = 0;
    forgotten(__stateful_factorised_lookup_memories_3, __stateful_factorised_lookup_pending_4, __stateful_factorised_lookup_recents_2);
    unlearnt(__stateful_factorised_lookup_learnt_9);
    unlearnt_bias(__stateful_factorised_lookup_learnt_bias_10);
  }
  int32_t v881 = v850[1];
  bool v882 = v881 == 0;
  if (v882) {
    int32_t v883 = layer;
    bool v884 = v883 > 0;
    ap_int<33> v885 = v883;
    ap_int<33> v886 = v885 - 1;
    ap_int<33> v887 = v884 ? (ap_int<33>)v886 : (ap_int<33>)2;
    int32_t v888 = v887;
    int32_t done;
    done = v888;
    int32_t v890 = done;
    int32_t v891 = __stateful_factorised_lookup_place_6[0];
    int32_t v892 = __stateful_factorised_lookup_place_6[1];
    learn_choice(v890, v891, v892, chosen1, v852, __stateful_factorised_lookup_path_1, __stateful_factorised_lookup_thought_11, __stateful_factorised_lookup_learnt_9, __stateful_factorised_lookup_learnt_bias_10);
    int32_t v893 = done;
    int32_t v894 = __stateful_factorised_lookup_place_6[0];
    taken_in(v853, v893, v894, chosen1, __stateful_factorised_lookup_path_1, __stateful_factorised_lookup_state_5, __stateful_factorised_lookup_pending_4, __stateful_factorised_lookup_recents_2);
  }
  int32_t v895 = layer;
  bool v896 = v895 == 0;
  if (v896) {
    int32_t v897 = v850[1];
    bool v898 = v897 == 0;
    if (v898) {
      folded(__stateful_factorised_lookup_memories_3, __stateful_factorised_lookup_pending_4);
      int32_t v899 = __stateful_factorised_lookup_place_6[0];
      ap_int<33> v900 = v899;
      bool v901 = v900 < 3;
      ap_int<33> v902 = v900 + 1;
      ap_int<33> v903 = v901 ? (ap_int<33>)v902 : (ap_int<33>)0;
      int32_t v904 = v903;
      __stateful_factorised_lookup_place_6[0] = v904;
      int32_t v905 = __stateful_factorised_lookup_place_6[1];
      ap_int<33> v906 = v905;
      bool v907 = v906 < 3;
      ap_int<33> v908 = v906 + 1;
      ap_int<33> v909 = v907 ? (ap_int<33>)v908 : (ap_int<33>)3;
      int32_t v910 = v909;
      __stateful_factorised_lookup_place_6[1] = v910;
    }
    int32_t v911 = v850[2];
    int32_t v912 = __stateful_factorised_lookup_place_6[2];
    begun(v853, v911, v912, __stateful_factorised_lookup_memories_3, __stateful_factorised_lookup_this_token_7, __stateful_factorised_lookup_last_token_8, __stateful_factorised_lookup_state_5);
    int32_t v913 = v850[2];
    __stateful_factorised_lookup_place_6[2] = v913;
  }
  int32_t v914 = layer;
  int64_t v915 = v914;
  int64_t v916 = v915 * 11;
  int32_t v917 = v916;
  int32_t bias;
  bias = v917;
  l_bias_e2: for (int e2 = 0; e2 < 6; e2++) {
  #pragma HLS pipeline II=1
    int32_t v920 = e2;
    int32_t bias_step;
    bias_step = v920;
    int32_t v922 = bias;
    int32_t v923 = bias_step;
    int v924 = v922;
    int v925 = v923;
    int v926 = v924 + v925;
    int v927 = v926;
    int32_t v928 = v854[v927];
    votes[(e2 / 16)][(e2 % 16)] = v928;
  }
  int32_t v929 = layer;
  int64_t v930 = v929;
  int64_t v931 = v930 * 3;
  ap_int<65> v932 = v931;
  ap_int<65> v933 = v932 + 249;
  int32_t v934 = v933;
  int32_t token_block;
  token_block = v934;
  int32_t v936 = token_block;
  token_votes(v853, v936, __stateful_factorised_lookup_this_token_7, votes);
  int32_t v937 = layer;
  ap_int<33> v938 = v937;
  ap_int<33> v939 = v938 + 3;
  ap_int<65> v940 = v939;
  ap_int<65> v941 = v940 * 3;
  ap_int<66> v942 = v941;
  ap_int<66> v943 = v942 + 249;
  int32_t v944 = v943;
  int32_t last_block;
  last_block = v944;
  int32_t v946 = last_block;
  token_votes(v853, v946, __stateful_factorised_lookup_last_token_8, votes);
  int32_t v947 = layer;
  int32_t v948 = __stateful_factorised_lookup_place_6[0];
  int32_t v949 = __stateful_factorised_lookup_place_6[1];
  path_votes(v853, v947, v948, v949, v852, __stateful_factorised_lookup_path_1, votes);
  l_add_remembered_r6: for (int r6 = 0; r6 < 1; r6++) {
    l_w20: for (int w20 = 0; w20 < 1; w20++) {
    #pragma HLS pipeline II=1
      l_S_m_2_m26: for (int m26 = 0; m26 < 16; m26++) {
        int32_t v953 = layer;
        int v954 = v953;
        int32_t v955 = __stateful_factorised_lookup_recents_2[r6][v954][w20][m26];
        int32_t v956 = votes[w20][m26];
        ap_int<33> v957 = v956;
        ap_int<33> v958 = v955;
        ap_int<33> v959 = v957 + v958;
        int32_t v960 = v959;
        votes[w20][m26] = v960;
      }
    }
  }
  l_hidden_i3: for (int i3 = 0; i3 < 5; i3++) {
  #pragma HLS pipeline II=1
    int32_t v962 = i3;
    int32_t hidden_step;
    hidden_step = v962;
    int32_t v964 = __stateful_factorised_lookup_state_5[(i3 / 16)][(i3 % 16)];
    int32_t v965 = bias;
    int32_t v966 = hidden_step;
    int v967 = v965;
    int v968 = v966;
    int v969 = v967 + v968;
    int v970 = v969;
    int v971 = v970 + 6;
    int v972 = v971;
    int32_t v973 = v854[v972];
    ap_int<33> v974 = v964;
    ap_int<33> v975 = v973;
    ap_int<33> v976 = v974 + v975;
    ap_int<33> v977 = v976 >> 12;
    int32_t v978 = v977;
    int32_t unit;
    unit = v978;
    int32_t v980 = unit;
    bool v981 = v980 < 0;
    if (v981) {
      unit = 0;
    }
    int32_t v982 = unit;
    bool v983 = v982 > 255;
    if (v983) {
      unit = 255;
    }
    int32_t v984 = unit;
    hidden[(i3 / 16)][(i3 % 16)] = v984;
  }
  int32_t v985 = layer;
  int64_t v986 = v985;
  int64_t v987 = v986 * 6;
  ap_int<65> v988 = v987;
  ap_int<65> v989 = v988 + 231;
  int32_t v990 = v989;
  int32_t output_block;
  output_block = v990;
  int32_t v992 = output_block;
  hidden_votes(v853, v992, hidden, votes);
  int32_t v993 = layer;
  int32_t v994 = __stateful_factorised_lookup_place_6[0];
  int32_t v995 = __stateful_factorised_lookup_place_6[1];
  learnt_votes(v993, v994, v995, v852, __stateful_factorised_lookup_path_1, __stateful_factorised_lookup_learnt_9, votes);
  int32_t v996 = layer;
  learnt_bias_votes(v996, __stateful_factorised_lookup_learnt_bias_10, votes);
  remember_likely(0, votes, __stateful_factorised_lookup_thought_11);
  ranked_by(votes, v855);
}
