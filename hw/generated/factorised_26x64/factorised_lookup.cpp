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

int32_t recent_rates[2] = {2, 4};
void state_rows(
  ap_uint<512> v10[50112],
  int32_t v11,
  int32_t v12[6],
  int32_t v13[4][64]
) {
  #pragma HLS array_partition variable=v13 complete dim=2

  int32_t shifts[4][64];
  #pragma HLS array_partition variable=shifts complete dim=2

  l_state_shifts_w2: for (int w2 = 0; w2 < 4; w2++) {
  #pragma HLS pipeline II=1
    int32_t v16 = w2;
    int32_t step;
    step = v16;
    int32_t v18 = step;
    int v19 = v11;
    int v20 = v18;
    int v21 = v19 + v20;
    int v22 = v21;
    ap_uint<512> v23 = v10[v22];
    ap_uint<512> of_columns;
    of_columns = v23;
    l_S_m_0_m2: for (int m2 = 0; m2 < 64; m2++) {
      ap_int<512> v26 = of_columns;
      int64_t v27 = m2;
      int64_t v28 = v27 * 8;
      ap_int<65> v29 = v28;
      ap_int<65> v30 = v29 + 8;
      ap_int<65> v31 = v30 - 1;
      int v32 = v28;
      int v33 = v31;
      int8_t v34;
      ap_int<512> v34_tmp = v26;
      v34 = v34_tmp(v33, v32);
      int8_t shift;
      shift = v34;
      int8_t v36 = shift;
      int32_t v37 = v36;
      shifts[w2][m2] = v37;
      v13[w2][m2] = 0;
    }
  }
  l_state_rows_k: for (int k = 0; k < 6; k++) {
    l_w3: for (int w3 = 0; w3 < 4; w3++) {
    #pragma HLS pipeline II=1
      int32_t v40 = v12[k];
      ap_int<33> v41 = v40;
      ap_int<33> v42 = v41 + 1;
      ap_int<65> v43 = v42;
      ap_int<65> v44 = v43 * 4;
      ap_int<66> v45 = v44;
      ap_int<66> v46 = w3;
      ap_int<66> v47 = v45 + v46;
      int32_t v48 = v47;
      int32_t row;
      row = v48;
      int32_t v50 = row;
      int v51 = v11;
      int v52 = v50;
      int v53 = v51 + v52;
      int v54 = v53;
      ap_uint<512> v55 = v10[v54];
      ap_uint<512> taken;
      taken = v55;
      l_S_m_2_m3: for (int m3 = 0; m3 < 64; m3++) {
        ap_int<512> v58 = taken;
        int64_t v59 = m3;
        int64_t v60 = v59 * 8;
        ap_int<65> v61 = v60;
        ap_int<65> v62 = v61 + 8;
        ap_int<65> v63 = v62 - 1;
        int v64 = v60;
        int v65 = v63;
        int8_t v66;
        ap_int<512> v66_tmp = v58;
        v66 = v66_tmp(v65, v64);
        int8_t entry;
        entry = v66;
        int8_t v68 = entry;
        int32_t v69 = v68;
        int32_t wide;
        wide = v69;
        int32_t v71 = wide;
        int32_t v72 = shifts[w3][m3];
        int32_t v73 = v71 << v72;
        int32_t v74 = v13[w3][m3];
        ap_int<33> v75 = v74;
        ap_int<33> v76 = v73;
        ap_int<33> v77 = v75 + v76;
        int32_t v78 = v77;
        v13[w3][m3] = v78;
      }
    }
  }
}

void vote_rows(
  ap_uint<512> v79[50112],
  int32_t v80,
  int32_t v81[6],
  int32_t v82[1][64]
) {
  #pragma HLS array_partition variable=v82 complete dim=2

  int32_t shifts1[1][64];
  #pragma HLS array_partition variable=shifts1 complete dim=2

  l_vote_shifts_w4: for (int w4 = 0; w4 < 1; w4++) {
  #pragma HLS pipeline II=1
    int32_t v85 = w4;
    int32_t step1;
    step1 = v85;
    int32_t v87 = step1;
    int v88 = v80;
    int v89 = v87;
    int v90 = v88 + v89;
    int v91 = v90;
    ap_uint<512> v92 = v79[v91];
    ap_uint<512> of_columns1;
    of_columns1 = v92;
    l_S_m_0_m4: for (int m4 = 0; m4 < 64; m4++) {
      ap_int<512> v95 = of_columns1;
      int64_t v96 = m4;
      int64_t v97 = v96 * 8;
      ap_int<65> v98 = v97;
      ap_int<65> v99 = v98 + 8;
      ap_int<65> v100 = v99 - 1;
      int v101 = v97;
      int v102 = v100;
      int8_t v103;
      ap_int<512> v103_tmp = v95;
      v103 = v103_tmp(v102, v101);
      int8_t shift1;
      shift1 = v103;
      int8_t v105 = shift1;
      int32_t v106 = v105;
      shifts1[w4][m4] = v106;
      v82[w4][m4] = 0;
    }
  }
  l_vote_rows_k1: for (int k1 = 0; k1 < 6; k1++) {
    l_w5: for (int w5 = 0; w5 < 1; w5++) {
    #pragma HLS pipeline II=1
      int32_t v109 = v81[k1];
      ap_int<33> v110 = v109;
      ap_int<33> v111 = v110 + 1;
      ap_int<66> v112 = v111;
      ap_int<66> v113 = w5;
      ap_int<66> v114 = v112 + v113;
      int32_t v115 = v114;
      int32_t row1;
      row1 = v115;
      int32_t v117 = row1;
      int v118 = v80;
      int v119 = v117;
      int v120 = v118 + v119;
      int v121 = v120;
      ap_uint<512> v122 = v79[v121];
      ap_uint<512> taken1;
      taken1 = v122;
      l_S_m_2_m5: for (int m5 = 0; m5 < 64; m5++) {
        ap_int<512> v125 = taken1;
        int64_t v126 = m5;
        int64_t v127 = v126 * 8;
        ap_int<65> v128 = v127;
        ap_int<65> v129 = v128 + 8;
        ap_int<65> v130 = v129 - 1;
        int v131 = v127;
        int v132 = v130;
        int8_t v133;
        ap_int<512> v133_tmp = v125;
        v133 = v133_tmp(v132, v131);
        int8_t entry1;
        entry1 = v133;
        int8_t v135 = entry1;
        int32_t v136 = v135;
        int32_t wide1;
        wide1 = v136;
        int32_t v138 = wide1;
        int32_t v139 = shifts1[w5][m5];
        int32_t v140 = v138 << v139;
        int32_t v141 = v82[w5][m5];
        ap_int<33> v142 = v141;
        ap_int<33> v143 = v140;
        ap_int<33> v144 = v142 + v143;
        int32_t v145 = v144;
        v82[w5][m5] = v145;
      }
    }
  }
}

void taken_in(
  ap_uint<512> v146[50112],
  int32_t v147,
  int32_t v148,
  int32_t v149[6],
  int32_t v150[3][26][6],
  int32_t v151[4][64],
  int32_t v152[2][4][64],
  int32_t v153[2][26][1][64]
) {
  int32_t state_sums[4][64];
  #pragma HLS array_partition variable=state_sums complete dim=2

  for (int v156 = 0; v156 < 4; v156++) {
    for (int v157 = 0; v157 < 64; v157++) {
      state_sums[v156][v157] = 0;
    }
  }
  int32_t vote_sums[1][64];
  #pragma HLS array_partition variable=vote_sums complete dim=2

  for (int v159 = 0; v159 < 1; v159++) {
    for (int v160 = 0; v160 < 64; v160++) {
      vote_sums[v159][v160] = 0;
    }
  }
  l_remember_k2: for (int k2 = 0; k2 < 6; k2++) {
  #pragma HLS pipeline II=1
    int32_t v162 = v149[k2];
    int v163 = v148;
    int v164 = v147;
    v150[v163][v164][k2] = v162;
  }
  int64_t v165 = v147;
  int64_t v166 = v165 * 260;
  ap_int<65> v167 = v166;
  ap_int<65> v168 = v167 + 13520;
  int32_t v169 = v168;
  int32_t path_block;
  path_block = v169;
  int32_t v171 = path_block;
  state_rows(v146, v171, v149, state_sums);
  l_add_path_w6: for (int w6 = 0; w6 < 4; w6++) {
  #pragma HLS pipeline II=1
    l_S_m_1_m6: for (int m6 = 0; m6 < 64; m6++) {
      int32_t v174 = state_sums[w6][m6];
      int32_t v175 = v151[w6][m6];
      ap_int<33> v176 = v175;
      ap_int<33> v177 = v174;
      ap_int<33> v178 = v176 + v177;
      int32_t v179 = v178;
      v151[w6][m6] = v179;
    }
  }
  l_S_r_3_r2: for (int r2 = 0; r2 < 2; r2++) {
    int64_t v181 = r2;
    int64_t v182 = v181 * 26;
    ap_int<65> v183 = v182;
    ap_int<65> v184 = v147;
    ap_int<65> v185 = v183 + v184;
    ap_int<97> v186 = v185;
    ap_int<97> v187 = v186 * 260;
    ap_int<98> v188 = v187;
    ap_int<98> v189 = v188 + 20280;
    int32_t v190 = v189;
    int32_t history_block;
    history_block = v190;
    int32_t v192 = history_block;
    state_rows(v146, v192, v149, state_sums);
    l_S_ha_3_ha: for (int ha = 0; ha < 4; ha++) {
    #pragma HLS pipeline II=1
      l_S_m_3_m7: for (int m7 = 0; m7 < 64; m7++) {
        int32_t v195 = state_sums[ha][m7];
        int32_t v196 = v152[r2][ha][m7];
        ap_int<33> v197 = v196;
        ap_int<33> v198 = v195;
        ap_int<33> v199 = v197 + v198;
        int32_t v200 = v199;
        v152[r2][ha][m7] = v200;
      }
    }
  }
  l_S_r_6_r3: for (int r3 = 0; r3 < 2; r3++) {
    ap_int<34> v202 = r3;
    ap_int<34> v203 = v202 + 6;
    ap_int<66> v204 = v203;
    ap_int<66> v205 = v204 * 26;
    ap_int<67> v206 = v205;
    ap_int<67> v207 = v147;
    ap_int<67> v208 = v206 + v207;
    ap_int<99> v209 = v208;
    ap_int<99> v210 = v209 * 65;
    int32_t v211 = v210;
    int32_t recent_block;
    recent_block = v211;
    int32_t v213 = recent_block;
    vote_rows(v146, v213, v149, vote_sums);
    int32_t v214 = recent_rates[r3];
    int32_t rate;
    rate = v214;
    l_S_hb_6_hb: for (int hb = 0; hb < 1; hb++) {
    #pragma HLS pipeline II=1
      l_S_m_6_m8: for (int m8 = 0; m8 < 64; m8++) {
        int v218 = v147;
        int32_t v219 = v153[r3][v218][hb][m8];
        int32_t held;
        held = v219;
        int32_t v221 = held;
        int32_t v222 = rate;
        int32_t v223 = v221 >> v222;
        ap_int<33> v224 = v221;
        ap_int<33> v225 = v223;
        ap_int<33> v226 = v224 - v225;
        int32_t v227 = vote_sums[hb][m8];
        ap_int<34> v228 = v226;
        ap_int<34> v229 = v227;
        ap_int<34> v230 = v228 + v229;
        int32_t v231 = v230;
        v153[r3][v218][hb][m8] = v231;
      }
    }
  }
}

int32_t memory_rates[2] = {0, 3};
void folded(
  int32_t v232[2][4][64],
  int32_t v233[2][4][64]
) {
  l_fold_r4: for (int r4 = 0; r4 < 2; r4++) {
    l_w7: for (int w7 = 0; w7 < 4; w7++) {
    #pragma HLS pipeline II=1
      int32_t v237 = memory_rates[r4];
      int32_t memory_rate;
      memory_rate = v237;
      l_S_m_0_m9: for (int m9 = 0; m9 < 64; m9++) {
        int32_t v240 = v232[r4][w7][m9];
        int32_t kept;
        kept = v240;
        int32_t v242 = kept;
        int32_t v243 = memory_rate;
        int32_t v244 = v242 >> v243;
        ap_int<33> v245 = v242;
        ap_int<33> v246 = v244;
        ap_int<33> v247 = v245 - v246;
        int32_t v248 = v247;
        int32_t left;
        left = v248;
        int32_t v250 = left;
        int32_t v251 = v233[r4][w7][m9];
        ap_int<33> v252 = v250;
        ap_int<33> v253 = v251;
        ap_int<33> v254 = v252 + v253;
        int32_t v255 = v254;
        v232[r4][w7][m9] = v255;
        v233[r4][w7][m9] = 0;
      }
    }
  }
}

void shifted(
  int32_t v256,
  int32_t v257,
  int32_t *v258
) {
  int32_t moved;
  moved = 0;
  bool v260 = v257 >= 0;
  if (v260) {
    int32_t v261 = v256 << v257;
    moved = v261;
  } else {
    ap_int<33> v262 = v257;
    ap_int<33> v263 = 0 - v262;
    int32_t v264 = v263;
    int32_t v265 = v256 >> v264;
    moved = v265;
  }
  *v258 = moved;
}

void token_state(
  ap_uint<512> v266[50112],
  int32_t v267,
  int32_t v268[40],
  int32_t v269[4][64]
) {
  int32_t sums[4][64];
  #pragma HLS array_partition variable=sums complete dim=2

  for (int v271 = 0; v271 < 4; v271++) {
    for (int v272 = 0; v272 < 64; v272++) {
      sums[v271][v272] = 0;
    }
  }
  l_token_state_i: for (int i = 0; i < 40; i++) {
    l_w8: for (int w8 = 0; w8 < 4; w8++) {
    #pragma HLS pipeline II=1
      ap_int<34> v275 = i;
      ap_int<34> v276 = v275 + 1;
      ap_int<66> v277 = v276;
      ap_int<66> v278 = v277 * 4;
      ap_int<67> v279 = v278;
      ap_int<67> v280 = w8;
      ap_int<67> v281 = v279 + v280;
      int32_t v282 = v281;
      int32_t row2;
      row2 = v282;
      int32_t v284 = row2;
      int v285 = v267;
      int v286 = v284;
      int v287 = v285 + v286;
      int v288 = v287;
      ap_uint<512> v289 = v266[v288];
      ap_uint<512> taken2;
      taken2 = v289;
      l_S_m_0_m10: for (int m10 = 0; m10 < 64; m10++) {
        ap_int<512> v292 = taken2;
        int64_t v293 = m10;
        int64_t v294 = v293 * 8;
        ap_int<65> v295 = v294;
        ap_int<65> v296 = v295 + 8;
        ap_int<65> v297 = v296 - 1;
        int v298 = v294;
        int v299 = v297;
        int8_t v300;
        ap_int<512> v300_tmp = v292;
        v300 = v300_tmp(v299, v298);
        int8_t entry2;
        entry2 = v300;
        int8_t v302 = entry2;
        int32_t v303 = v268[i];
        ap_int<40> v304 = v302;
        ap_int<40> v305 = v303;
        ap_int<40> v306 = v304 * v305;
        int32_t v307 = sums[w8][m10];
        ap_int<41> v308 = v307;
        ap_int<41> v309 = v306;
        ap_int<41> v310 = v308 + v309;
        int32_t v311 = v310;
        sums[w8][m10] = v311;
      }
    }
  }
  l_token_state_shifted_w9: for (int w9 = 0; w9 < 4; w9++) {
  #pragma HLS pipeline II=1
    int32_t v313 = w9;
    int32_t step2;
    step2 = v313;
    int32_t v315 = step2;
    int v316 = v267;
    int v317 = v315;
    int v318 = v316 + v317;
    int v319 = v318;
    ap_uint<512> v320 = v266[v319];
    ap_uint<512> of_columns2;
    of_columns2 = v320;
    l_S_m_2_m11: for (int m11 = 0; m11 < 64; m11++) {
      ap_int<512> v323 = of_columns2;
      int64_t v324 = m11;
      int64_t v325 = v324 * 8;
      ap_int<65> v326 = v325;
      ap_int<65> v327 = v326 + 8;
      ap_int<65> v328 = v327 - 1;
      int v329 = v325;
      int v330 = v328;
      int8_t v331;
      ap_int<512> v331_tmp = v323;
      v331 = v331_tmp(v330, v329);
      int8_t shift2;
      shift2 = v331;
      int8_t v333 = shift2;
      int32_t v334 = v333;
      int32_t by;
      by = v334;
      int32_t v336 = sums[w9][m11];
      int32_t v337 = by;
      int32_t v338;
      shifted(v336, v337, &v338);
      int32_t v339 = v269[w9][m11];
      ap_int<33> v340 = v339;
      ap_int<33> v341 = v338;
      ap_int<33> v342 = v340 + v341;
      int32_t v343 = v342;
      v269[w9][m11] = v343;
    }
  }
}

void begun(
  ap_uint<512> v344[50112],
  int32_t v345,
  int32_t v346,
  int32_t v347[2][4][64],
  int32_t v348[40],
  int32_t v349[40],
  int32_t v350[4][64]
) {
  int v351 = v345;
  int v352 = v351 + 42110;
  int v353 = v352;
  ap_uint<512> v354 = v344[v353];
  ap_uint<512> this_word;
  this_word = v354;
  int v356 = v346;
  int v357 = v356 + 46111;
  int v358 = v357;
  ap_uint<512> v359 = v344[v358];
  ap_uint<512> last_word;
  last_word = v359;
  l_S_m_0_m12: for (int m12 = 0; m12 < 40; m12++) {
    ap_int<512> v362 = this_word;
    int64_t v363 = m12;
    int64_t v364 = v363 * 8;
    ap_int<65> v365 = v364;
    ap_int<65> v366 = v365 + 8;
    ap_int<65> v367 = v366 - 1;
    int v368 = v364;
    int v369 = v367;
    int8_t v370;
    ap_int<512> v370_tmp = v362;
    v370 = v370_tmp(v369, v368);
    int8_t this_entry;
    this_entry = v370;
    int8_t v372 = this_entry;
    int32_t v373 = v372;
    v348[m12] = v373;
    ap_int<512> v374 = last_word;
    int8_t v375;
    ap_int<512> v375_tmp = v374;
    v375 = v375_tmp(v369, v368);
    int8_t last_entry;
    last_entry = v375;
    int8_t v377 = last_entry;
    int32_t v378 = v377;
    v349[m12] = v378;
  }
  l_start_state_w10: for (int w10 = 0; w10 < 4; w10++) {
  #pragma HLS pipeline II=1
    l_S_m_1_m13: for (int m13 = 0; m13 < 64; m13++) {
      int32_t sum_of_rates;
      sum_of_rates = 0;
      l_S_r_1_r5: for (int r5 = 0; r5 < 2; r5++) {
        int32_t v383 = v347[r5][w10][m13];
        int32_t v384 = sum_of_rates;
        ap_int<33> v385 = v384;
        ap_int<33> v386 = v383;
        ap_int<33> v387 = v385 + v386;
        int32_t v388 = v387;
        sum_of_rates = v388;
      }
      int32_t v389 = sum_of_rates;
      v350[w10][m13] = v389;
    }
  }
  token_state(v344, 41782, v348, v350);
  token_state(v344, 41946, v349, v350);
}

void token_votes(
  ap_uint<512> v390[50112],
  int32_t v391,
  int32_t v392[40],
  int32_t v393[1][64]
) {
  #pragma HLS array_partition variable=v393 complete dim=2

  int32_t sums1[1][64];
  #pragma HLS array_partition variable=sums1 complete dim=2

  for (int v395 = 0; v395 < 1; v395++) {
    for (int v396 = 0; v396 < 64; v396++) {
      sums1[v395][v396] = 0;
    }
  }
  l_token_votes_i1: for (int i1 = 0; i1 < 40; i1++) {
    l_w11: for (int w11 = 0; w11 < 1; w11++) {
    #pragma HLS pipeline II=1
      ap_int<34> v399 = i1;
      ap_int<34> v400 = v399 + 1;
      ap_int<67> v401 = v400;
      ap_int<67> v402 = w11;
      ap_int<67> v403 = v401 + v402;
      int32_t v404 = v403;
      int32_t row3;
      row3 = v404;
      int32_t v406 = row3;
      int v407 = v391;
      int v408 = v406;
      int v409 = v407 + v408;
      int v410 = v409;
      ap_uint<512> v411 = v390[v410];
      ap_uint<512> taken3;
      taken3 = v411;
      l_S_m_0_m14: for (int m14 = 0; m14 < 64; m14++) {
        ap_int<512> v414 = taken3;
        int64_t v415 = m14;
        int64_t v416 = v415 * 8;
        ap_int<65> v417 = v416;
        ap_int<65> v418 = v417 + 8;
        ap_int<65> v419 = v418 - 1;
        int v420 = v416;
        int v421 = v419;
        int8_t v422;
        ap_int<512> v422_tmp = v414;
        v422 = v422_tmp(v421, v420);
        int8_t entry3;
        entry3 = v422;
        int8_t v424 = entry3;
        int32_t v425 = v392[i1];
        ap_int<40> v426 = v424;
        ap_int<40> v427 = v425;
        ap_int<40> v428 = v426 * v427;
        int32_t v429 = sums1[w11][m14];
        ap_int<41> v430 = v429;
        ap_int<41> v431 = v428;
        ap_int<41> v432 = v430 + v431;
        int32_t v433 = v432;
        sums1[w11][m14] = v433;
      }
    }
  }
  l_token_votes_shifted_w12: for (int w12 = 0; w12 < 1; w12++) {
  #pragma HLS pipeline II=1
    int32_t v435 = w12;
    int32_t step3;
    step3 = v435;
    int32_t v437 = step3;
    int v438 = v391;
    int v439 = v437;
    int v440 = v438 + v439;
    int v441 = v440;
    ap_uint<512> v442 = v390[v441];
    ap_uint<512> of_columns3;
    of_columns3 = v442;
    l_S_m_2_m15: for (int m15 = 0; m15 < 64; m15++) {
      ap_int<512> v445 = of_columns3;
      int64_t v446 = m15;
      int64_t v447 = v446 * 8;
      ap_int<65> v448 = v447;
      ap_int<65> v449 = v448 + 8;
      ap_int<65> v450 = v449 - 1;
      int v451 = v447;
      int v452 = v450;
      int8_t v453;
      ap_int<512> v453_tmp = v445;
      v453 = v453_tmp(v452, v451);
      int8_t shift3;
      shift3 = v453;
      int8_t v455 = shift3;
      int32_t v456 = v455;
      int32_t by1;
      by1 = v456;
      int32_t v458 = sums1[w12][m15];
      int32_t v459 = by1;
      int32_t v460;
      shifted(v458, v459, &v460);
      int32_t v461 = v393[w12][m15];
      ap_int<33> v462 = v461;
      ap_int<33> v463 = v460;
      ap_int<33> v464 = v462 + v463;
      int32_t v465 = v464;
      v393[w12][m15] = v465;
    }
  }
}

int32_t kinds[6] = {0, 0, 0, 1, 1, 2};
int32_t distances[6] = {1, 2, 3, 1, 1, 0};
int32_t neighbours[6] = {0, 0, 0, 0, 1, 0};
void path_votes(
  ap_uint<512> v466[50112],
  int32_t v467,
  int32_t v468,
  int32_t v469,
  int32_t v470[6],
  int32_t v471[3][26][6],
  int32_t v472[1][64]
) {
  #pragma HLS array_partition variable=v472 complete dim=2

  int32_t chosen[6];
  for (int v477 = 0; v477 < 6; v477++) {
    chosen[v477] = 0;
  }
  int32_t vote_sums1[1][64];
  #pragma HLS array_partition variable=vote_sums1 complete dim=2

  for (int v479 = 0; v479 < 1; v479++) {
    for (int v480 = 0; v480 < 64; v480++) {
      vote_sums1[v479][v480] = 0;
    }
  }
  l_S_s_0_s: for (int s = 0; s < 6; s++) {
    int32_t at;
    at = v467;
    int32_t back;
    back = 0;
    int32_t known;
    known = 0;
    int32_t v485 = kinds[s];
    bool v486 = v485 == 0;
    if (v486) {
      int32_t v487 = distances[s];
      ap_int<33> v488 = v467;
      ap_int<33> v489 = v487;
      ap_int<33> v490 = v488 - v489;
      int32_t v491 = v490;
      at = v491;
      int32_t v492 = at;
      bool v493 = v492 >= 0;
      int32_t v494 = v493 ? (int32_t)1 : (int32_t)0;
      known = v494;
    } else {
      int32_t v495 = kinds[s];
      bool v496 = v495 == 1;
      if (v496) {
        int32_t v497 = neighbours[s];
        int v498 = v467;
        int v499 = v497;
        int v500 = v498 + v499;
        int32_t v501 = v500;
        at = v501;
        int32_t v502 = distances[s];
        back = v502;
        int32_t v503 = at;
        bool v504 = v503 < 26;
        int32_t v505 = back;
        bool v506 = v469 >= v505;
        bool v507 = v504 & v506;
        int32_t v508 = v507 ? (int32_t)1 : (int32_t)0;
        known = v508;
      } else {
        int32_t v509 = v470[0];
        bool v510 = v509 >= 0;
        int32_t v511 = v510 ? (int32_t)1 : (int32_t)0;
        known = v511;
      }
    }
    int32_t v512 = known;
    bool v513 = v512 == 1;
    if (v513) {
      int32_t v514 = back;
      bool v515 = v468 >= v514;
      ap_int<33> v516 = v468;
      ap_int<33> v517 = v514;
      ap_int<33> v518 = v516 - v517;
      ap_int<34> v519 = v518;
      ap_int<34> v520 = v519 + 3;
      ap_int<34> v521 = v515 ? (ap_int<34>)v519 : (ap_int<34>)v520;
      int32_t v522 = v521;
      int32_t token;
      token = v522;
      l_source_gj: for (int gj = 0; gj < 6; gj++) {
      #pragma HLS pipeline II=1
        int32_t v525 = kinds[s];
        bool v526 = v525 == 2;
        if (v526) {
          int32_t v527 = v470[gj];
          chosen[gj] = v527;
        } else {
          int32_t v528 = token;
          int v529 = v528;
          int32_t v530 = at;
          int v531 = v530;
          int32_t v532 = v471[v529][v531][gj];
          chosen[gj] = v532;
        }
      }
      int64_t v533 = s;
      int64_t v534 = v533 * 26;
      ap_int<65> v535 = v534;
      ap_int<65> v536 = v467;
      ap_int<65> v537 = v535 + v536;
      ap_int<97> v538 = v537;
      ap_int<97> v539 = v538 * 65;
      int32_t v540 = v539;
      int32_t block;
      block = v540;
      int32_t v542 = block;
      vote_rows(v466, v542, chosen, vote_sums1);
      l_add_votes_gk: for (int gk = 0; gk < 1; gk++) {
      #pragma HLS pipeline II=1
        l_S_m_1_m16: for (int m16 = 0; m16 < 64; m16++) {
          int32_t v545 = vote_sums1[gk][m16];
          int32_t v546 = v472[gk][m16];
          ap_int<33> v547 = v546;
          ap_int<33> v548 = v545;
          ap_int<33> v549 = v547 + v548;
          int32_t v550 = v549;
          v472[gk][m16] = v550;
        }
      }
    } else {
      known = 0;
    }
  }
}

void hidden_votes(
  ap_uint<512> v551[50112],
  int32_t v552,
  int32_t v553[4][64],
  int32_t v554[1][64]
) {
  #pragma HLS array_partition variable=v553 complete dim=2

  #pragma HLS array_partition variable=v554 complete dim=2

  int32_t sums2[1][64];
  #pragma HLS array_partition variable=sums2 complete dim=2

  for (int v556 = 0; v556 < 1; v556++) {
    for (int v557 = 0; v557 < 64; v557++) {
      sums2[v556][v557] = 0;
    }
  }
  l_hidden_votes_i2: for (int i2 = 0; i2 < 224; i2++) {
    l_w13: for (int w13 = 0; w13 < 1; w13++) {
    #pragma HLS pipeline II=1
      ap_int<34> v560 = i2;
      ap_int<34> v561 = v560 + 1;
      ap_int<67> v562 = v561;
      ap_int<67> v563 = w13;
      ap_int<67> v564 = v562 + v563;
      int32_t v565 = v564;
      int32_t row4;
      row4 = v565;
      int32_t v567 = row4;
      int v568 = v552;
      int v569 = v567;
      int v570 = v568 + v569;
      int v571 = v570;
      ap_uint<512> v572 = v551[v571];
      ap_uint<512> taken4;
      taken4 = v572;
      int32_t v574 = v553[(i2 / 64)][(i2 % 64)];
      int32_t scalar;
      scalar = v574;
      l_S_m_0_m17: for (int m17 = 0; m17 < 64; m17++) {
        ap_int<512> v577 = taken4;
        int64_t v578 = m17;
        int64_t v579 = v578 * 8;
        ap_int<65> v580 = v579;
        ap_int<65> v581 = v580 + 8;
        ap_int<65> v582 = v581 - 1;
        int v583 = v579;
        int v584 = v582;
        int8_t v585;
        ap_int<512> v585_tmp = v577;
        v585 = v585_tmp(v584, v583);
        int8_t entry4;
        entry4 = v585;
        int8_t v587 = entry4;
        int32_t v588 = scalar;
        ap_int<40> v589 = v587;
        ap_int<40> v590 = v588;
        ap_int<40> v591 = v589 * v590;
        int32_t v592 = sums2[w13][m17];
        ap_int<41> v593 = v592;
        ap_int<41> v594 = v591;
        ap_int<41> v595 = v593 + v594;
        int32_t v596 = v595;
        sums2[w13][m17] = v596;
      }
    }
  }
  l_hidden_votes_shifted_w14: for (int w14 = 0; w14 < 1; w14++) {
  #pragma HLS pipeline II=1
    int32_t v598 = w14;
    int32_t step4;
    step4 = v598;
    int32_t v600 = step4;
    int v601 = v552;
    int v602 = v600;
    int v603 = v601 + v602;
    int v604 = v603;
    ap_uint<512> v605 = v551[v604];
    ap_uint<512> of_columns4;
    of_columns4 = v605;
    l_S_m_2_m18: for (int m18 = 0; m18 < 64; m18++) {
      ap_int<512> v608 = of_columns4;
      int64_t v609 = m18;
      int64_t v610 = v609 * 8;
      ap_int<65> v611 = v610;
      ap_int<65> v612 = v611 + 8;
      ap_int<65> v613 = v612 - 1;
      int v614 = v610;
      int v615 = v613;
      int8_t v616;
      ap_int<512> v616_tmp = v608;
      v616 = v616_tmp(v615, v614);
      int8_t shift4;
      shift4 = v616;
      int8_t v618 = shift4;
      int32_t v619 = v618;
      int32_t by2;
      by2 = v619;
      int32_t v621 = sums2[w14][m18];
      int32_t v622 = by2;
      int32_t v623;
      shifted(v621, v622, &v623);
      int32_t v624 = v554[w14][m18];
      ap_int<33> v625 = v624;
      ap_int<33> v626 = v623;
      ap_int<33> v627 = v625 + v626;
      int32_t v628 = v627;
      v554[w14][m18] = v628;
    }
  }
}

void ranked_by(
  int32_t v629[1][64],
  int32_t v630[16]
) {
  #pragma HLS array_partition variable=v629 complete dim=2

  l_S_p_0_p: for (int p = 0; p < 16; p++) {
    int32_t best;
    best = -2147483648;
    int32_t who;
    who = 0;
    l_rank_gl: for (int gl = 0; gl < 64; gl++) {
    #pragma HLS pipeline II=1
      int32_t v635 = v629[(gl / 64)][(gl % 64)];
      int32_t vote;
      vote = v635;
      int32_t v637 = vote;
      int32_t v638 = best;
      bool v639 = v637 > v638;
      int32_t v640 = who;
      ap_int<33> v641 = gl;
      ap_int<33> v642 = v640;
      ap_int<33> v643 = v639 ? (ap_int<33>)v641 : (ap_int<33>)v642;
      int32_t v644 = v643;
      who = v644;
      int32_t v645 = vote;
      int32_t v646 = best;
      bool v647 = v645 > v646;
      int32_t v648 = v647 ? (int32_t)v645 : (int32_t)v646;
      best = v648;
    }
    int32_t v649 = who;
    v630[p] = v649;
    int32_t v650 = who;
    int32_t v651 = v650 / 64;
    int v652 = v651;
    int32_t v653 = v650 % 64;
    int v654 = v653;
    v629[v652][v654] = -2147483648;
  }
}

/// This is top function.
void factorised_lookup(
  int32_t v655[3],
  int32_t v656[6],
  int32_t v657[6],
  ap_uint<512> v658[50112],
  int32_t v659[7488],
  int32_t v660[16]
) {
  static int32_t __stateful_factorised_lookup_path_1[3][26][6];
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
  int32_t chosen1[6];
  for (int v670 = 0; v670 < 6; v670++) {
    chosen1[v670] = 0;
  }
  int32_t votes[1][64];
  #pragma HLS array_partition variable=votes complete dim=2

  for (int v672 = 0; v672 < 1; v672++) {
    for (int v673 = 0; v673 < 64; v673++) {
      votes[v672][v673] = 0;
    }
  }
  int32_t hidden[4][64];
  #pragma HLS array_partition variable=hidden complete dim=2

  for (int v675 = 0; v675 < 4; v675++) {
    for (int v676 = 0; v676 < 64; v676++) {
      hidden[v675][v676] = 0;
    }
  }
  int32_t v677 = v655[0];
  int32_t layer;
  layer = v677;
  l_last_k3: for (int k3 = 0; k3 < 6; k3++) {
  #pragma HLS pipeline II=1
    int32_t v680 = v656[k3];
    chosen1[k3] = v680;
  }
  int32_t v681 = v655[1];
  bool v682 = v681 == 1;
  if (v682) {
    __stateful_factorised_lookup_place_6[0] = 0;
    __stateful_factorised_lookup_place_6[1] = 0;
    __stateful_factorised_lookup_place_6[2] = 0;
    forgotten(__stateful_factorised_lookup_memories_3, __stateful_factorised_lookup_pending_4, __stateful_factorised_lookup_recents_2);
  } else {
    int32_t v683 = layer;
    bool v684 = v683 > 0;
    ap_int<33> v685 = v683;
    ap_int<33> v686 = v685 - 1;
    ap_int<33> v687 = v684 ? (ap_int<33>)v686 : (ap_int<33>)25;
    int32_t v688 = v687;
    int32_t done;
    done = v688;
    int32_t v690 = done;
    int32_t v691 = __stateful_factorised_lookup_place_6[0];
    taken_in(v658, v690, v691, chosen1, __stateful_factorised_lookup_path_1, __stateful_factorised_lookup_state_5, __stateful_factorised_lookup_pending_4, __stateful_factorised_lookup_recents_2);
  }
  int32_t v692 = layer;
  bool v693 = v692 == 0;
  if (v693) {
    int32_t v694 = v655[1];
    bool v695 = v694 == 0;
    if (v695) {
      folded(__stateful_factorised_lookup_memories_3, __stateful_factorised_lookup_pending_4);
      int32_t v696 = __stateful_factorised_lookup_place_6[0];
      bool v697 = v696 < 2;
      ap_int<33> v698 = v696;
      ap_int<33> v699 = v698 + 1;
      ap_int<33> v700 = v697 ? (ap_int<33>)v699 : (ap_int<33>)0;
      int32_t v701 = v700;
      __stateful_factorised_lookup_place_6[0] = v701;
      int32_t v702 = __stateful_factorised_lookup_place_6[1];
      bool v703 = v702 < 2;
      ap_int<33> v704 = v702;
      ap_int<33> v705 = v704 + 1;
      ap_int<33> v706 = v703 ? (ap_int<33>)v705 : (ap_int<33>)2;
      int32_t v707 = v706;
      __stateful_factorised_lookup_place_6[1] = v707;
    }
    int32_t v708 = v655[2];
    int32_t v709 = __stateful_factorised_lookup_place_6[2];
    begun(v658, v708, v709, __stateful_factorised_lookup_memories_3, __stateful_factorised_lookup_this_token_7, __stateful_factorised_lookup_last_token_8, __stateful_factorised_lookup_state_5);
    int32_t v710 = v655[2];
    __stateful_factorised_lookup_place_6[2] = v710;
  }
  int32_t v711 = layer;
  int64_t v712 = v711;
  int64_t v713 = v712 * 288;
  int32_t v714 = v713;
  int32_t bias;
  bias = v714;
  l_bias_e: for (int e = 0; e < 64; e++) {
  #pragma HLS pipeline II=1
    int32_t v717 = e;
    int32_t bias_step;
    bias_step = v717;
    int32_t v719 = bias;
    int32_t v720 = bias_step;
    int v721 = v719;
    int v722 = v720;
    int v723 = v721 + v722;
    int v724 = v723;
    int32_t v725 = v659[v724];
    votes[(e / 64)][(e % 64)] = v725;
  }
  int32_t v726 = layer;
  int64_t v727 = v726;
  int64_t v728 = v727 * 41;
  ap_int<65> v729 = v728;
  ap_int<65> v730 = v729 + 39650;
  int32_t v731 = v730;
  int32_t token_block;
  token_block = v731;
  int32_t v733 = token_block;
  token_votes(v658, v733, __stateful_factorised_lookup_this_token_7, votes);
  int32_t v734 = layer;
  ap_int<33> v735 = v734;
  ap_int<33> v736 = v735 + 26;
  ap_int<65> v737 = v736;
  ap_int<65> v738 = v737 * 41;
  ap_int<66> v739 = v738;
  ap_int<66> v740 = v739 + 39650;
  int32_t v741 = v740;
  int32_t last_block;
  last_block = v741;
  int32_t v743 = last_block;
  token_votes(v658, v743, __stateful_factorised_lookup_last_token_8, votes);
  int32_t v744 = layer;
  int32_t v745 = __stateful_factorised_lookup_place_6[0];
  int32_t v746 = __stateful_factorised_lookup_place_6[1];
  path_votes(v658, v744, v745, v746, v657, __stateful_factorised_lookup_path_1, votes);
  l_add_remembered_r6: for (int r6 = 0; r6 < 2; r6++) {
    l_w15: for (int w15 = 0; w15 < 1; w15++) {
    #pragma HLS pipeline II=1
      l_S_m_2_m19: for (int m19 = 0; m19 < 64; m19++) {
        int32_t v750 = layer;
        int v751 = v750;
        int32_t v752 = __stateful_factorised_lookup_recents_2[r6][v751][w15][m19];
        int32_t v753 = votes[w15][m19];
        ap_int<33> v754 = v753;
        ap_int<33> v755 = v752;
        ap_int<33> v756 = v754 + v755;
        int32_t v757 = v756;
        votes[w15][m19] = v757;
      }
    }
  }
  l_hidden_i3: for (int i3 = 0; i3 < 224; i3++) {
  #pragma HLS pipeline II=1
    int32_t v759 = i3;
    int32_t hidden_step;
    hidden_step = v759;
    int32_t v761 = __stateful_factorised_lookup_state_5[(i3 / 64)][(i3 % 64)];
    int32_t v762 = bias;
    int32_t v763 = hidden_step;
    int v764 = v762;
    int v765 = v763;
    int v766 = v764 + v765;
    int v767 = v766;
    int v768 = v767 + 64;
    int v769 = v768;
    int32_t v770 = v659[v769];
    ap_int<33> v771 = v761;
    ap_int<33> v772 = v770;
    ap_int<33> v773 = v771 + v772;
    ap_int<33> v774 = v773 >> 12;
    int32_t v775 = v774;
    int32_t unit;
    unit = v775;
    int32_t v777 = unit;
    bool v778 = v777 < 0;
    if (v778) {
      unit = 0;
    }
    int32_t v779 = unit;
    bool v780 = v779 > 255;
    if (v780) {
      unit = 255;
    }
    int32_t v781 = unit;
    hidden[(i3 / 64)][(i3 % 64)] = v781;
  }
  int32_t v782 = layer;
  int64_t v783 = v782;
  int64_t v784 = v783 * 225;
  ap_int<65> v785 = v784;
  ap_int<65> v786 = v785 + 33800;
  int32_t v787 = v786;
  int32_t output_block;
  output_block = v787;
  int32_t v789 = output_block;
  hidden_votes(v658, v789, hidden, votes);
  ranked_by(votes, v660);
}
