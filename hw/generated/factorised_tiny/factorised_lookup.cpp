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

int32_t recent_rates[1] = {2};
void state_rows(
  ap_uint<128> v10[285],
  int32_t v11,
  int32_t v12[2],
  int32_t v13[1][16]
) {
  #pragma HLS array_partition variable=v13 complete dim=2

  int32_t shifts[1][16];
  #pragma HLS array_partition variable=shifts complete dim=2

  l_state_shifts_w2: for (int w2 = 0; w2 < 1; w2++) {
  #pragma HLS pipeline II=1
    int32_t v16 = w2;
    int32_t step;
    step = v16;
    int32_t v18 = step;
    int v19 = v11;
    int v20 = v18;
    int v21 = v19 + v20;
    int v22 = v21;
    ap_uint<128> v23 = v10[v22];
    ap_uint<128> of_columns;
    of_columns = v23;
    l_S_m_0_m2: for (int m2 = 0; m2 < 16; m2++) {
      ap_int<128> v26 = of_columns;
      int64_t v27 = m2;
      int64_t v28 = v27 * 8;
      ap_int<65> v29 = v28;
      ap_int<65> v30 = v29 + 8;
      ap_int<65> v31 = v30 - 1;
      int v32 = v28;
      int v33 = v31;
      int8_t v34;
      ap_int<128> v34_tmp = v26;
      v34 = v34_tmp(v33, v32);
      int8_t shift;
      shift = v34;
      int8_t v36 = shift;
      int32_t v37 = v36;
      shifts[w2][m2] = v37;
      v13[w2][m2] = 0;
    }
  }
  l_state_rows_k: for (int k = 0; k < 2; k++) {
    l_w3: for (int w3 = 0; w3 < 1; w3++) {
    #pragma HLS pipeline II=1
      int32_t v40 = v12[k];
      ap_int<33> v41 = v40;
      ap_int<33> v42 = v41 + 1;
      ap_int<66> v43 = v42;
      ap_int<66> v44 = w3;
      ap_int<66> v45 = v43 + v44;
      int32_t v46 = v45;
      int32_t row;
      row = v46;
      int32_t v48 = row;
      int v49 = v11;
      int v50 = v48;
      int v51 = v49 + v50;
      int v52 = v51;
      ap_uint<128> v53 = v10[v52];
      ap_uint<128> taken;
      taken = v53;
      l_S_m_2_m3: for (int m3 = 0; m3 < 16; m3++) {
        ap_int<128> v56 = taken;
        int64_t v57 = m3;
        int64_t v58 = v57 * 8;
        ap_int<65> v59 = v58;
        ap_int<65> v60 = v59 + 8;
        ap_int<65> v61 = v60 - 1;
        int v62 = v58;
        int v63 = v61;
        int8_t v64;
        ap_int<128> v64_tmp = v56;
        v64 = v64_tmp(v63, v62);
        int8_t entry;
        entry = v64;
        int8_t v66 = entry;
        int32_t v67 = v66;
        int32_t wide;
        wide = v67;
        int32_t v69 = wide;
        int32_t v70 = shifts[w3][m3];
        int32_t v71 = v69 << v70;
        int32_t v72 = v13[w3][m3];
        ap_int<33> v73 = v72;
        ap_int<33> v74 = v71;
        ap_int<33> v75 = v73 + v74;
        int32_t v76 = v75;
        v13[w3][m3] = v76;
      }
    }
  }
}

void vote_rows(
  ap_uint<128> v77[285],
  int32_t v78,
  int32_t v79[2],
  int32_t v80[1][16]
) {
  #pragma HLS array_partition variable=v80 complete dim=2

  int32_t shifts1[1][16];
  #pragma HLS array_partition variable=shifts1 complete dim=2

  l_vote_shifts_w4: for (int w4 = 0; w4 < 1; w4++) {
  #pragma HLS pipeline II=1
    int32_t v83 = w4;
    int32_t step1;
    step1 = v83;
    int32_t v85 = step1;
    int v86 = v78;
    int v87 = v85;
    int v88 = v86 + v87;
    int v89 = v88;
    ap_uint<128> v90 = v77[v89];
    ap_uint<128> of_columns1;
    of_columns1 = v90;
    l_S_m_0_m4: for (int m4 = 0; m4 < 16; m4++) {
      ap_int<128> v93 = of_columns1;
      int64_t v94 = m4;
      int64_t v95 = v94 * 8;
      ap_int<65> v96 = v95;
      ap_int<65> v97 = v96 + 8;
      ap_int<65> v98 = v97 - 1;
      int v99 = v95;
      int v100 = v98;
      int8_t v101;
      ap_int<128> v101_tmp = v93;
      v101 = v101_tmp(v100, v99);
      int8_t shift1;
      shift1 = v101;
      int8_t v103 = shift1;
      int32_t v104 = v103;
      shifts1[w4][m4] = v104;
      v80[w4][m4] = 0;
    }
  }
  l_vote_rows_k1: for (int k1 = 0; k1 < 2; k1++) {
    l_w5: for (int w5 = 0; w5 < 1; w5++) {
    #pragma HLS pipeline II=1
      int32_t v107 = v79[k1];
      ap_int<33> v108 = v107;
      ap_int<33> v109 = v108 + 1;
      ap_int<66> v110 = v109;
      ap_int<66> v111 = w5;
      ap_int<66> v112 = v110 + v111;
      int32_t v113 = v112;
      int32_t row1;
      row1 = v113;
      int32_t v115 = row1;
      int v116 = v78;
      int v117 = v115;
      int v118 = v116 + v117;
      int v119 = v118;
      ap_uint<128> v120 = v77[v119];
      ap_uint<128> taken1;
      taken1 = v120;
      l_S_m_2_m5: for (int m5 = 0; m5 < 16; m5++) {
        ap_int<128> v123 = taken1;
        int64_t v124 = m5;
        int64_t v125 = v124 * 8;
        ap_int<65> v126 = v125;
        ap_int<65> v127 = v126 + 8;
        ap_int<65> v128 = v127 - 1;
        int v129 = v125;
        int v130 = v128;
        int8_t v131;
        ap_int<128> v131_tmp = v123;
        v131 = v131_tmp(v130, v129);
        int8_t entry1;
        entry1 = v131;
        int8_t v133 = entry1;
        int32_t v134 = v133;
        int32_t wide1;
        wide1 = v134;
        int32_t v136 = wide1;
        int32_t v137 = shifts1[w5][m5];
        int32_t v138 = v136 << v137;
        int32_t v139 = v80[w5][m5];
        ap_int<33> v140 = v139;
        ap_int<33> v141 = v138;
        ap_int<33> v142 = v140 + v141;
        int32_t v143 = v142;
        v80[w5][m5] = v143;
      }
    }
  }
}

void taken_in(
  ap_uint<128> v144[285],
  int32_t v145,
  int32_t v146,
  int32_t v147[2],
  int32_t v148[3][3][2],
  int32_t v149[1][16],
  int32_t v150[3][1][16],
  int32_t v151[1][3][1][16]
) {
  int32_t state_sums[1][16];
  #pragma HLS array_partition variable=state_sums complete dim=2

  for (int v154 = 0; v154 < 1; v154++) {
    for (int v155 = 0; v155 < 16; v155++) {
      state_sums[v154][v155] = 0;
    }
  }
  int32_t vote_sums[1][16];
  #pragma HLS array_partition variable=vote_sums complete dim=2

  for (int v157 = 0; v157 < 1; v157++) {
    for (int v158 = 0; v158 < 16; v158++) {
      vote_sums[v157][v158] = 0;
    }
  }
  l_remember_k2: for (int k2 = 0; k2 < 2; k2++) {
  #pragma HLS pipeline II=1
    int32_t v160 = v147[k2];
    int v161 = v146;
    int v162 = v145;
    v148[v161][v162][k2] = v160;
  }
  int64_t v163 = v145;
  int64_t v164 = v163 * 7;
  ap_int<65> v165 = v164;
  ap_int<65> v166 = v165 + 147;
  int32_t v167 = v166;
  int32_t path_block;
  path_block = v167;
  int32_t v169 = path_block;
  state_rows(v144, v169, v147, state_sums);
  l_add_path_w6: for (int w6 = 0; w6 < 1; w6++) {
  #pragma HLS pipeline II=1
    l_S_m_1_m6: for (int m6 = 0; m6 < 16; m6++) {
      int32_t v172 = state_sums[w6][m6];
      int32_t v173 = v149[w6][m6];
      ap_int<33> v174 = v173;
      ap_int<33> v175 = v172;
      ap_int<33> v176 = v174 + v175;
      int32_t v177 = v176;
      v149[w6][m6] = v177;
    }
  }
  l_S_r_3_r2: for (int r2 = 0; r2 < 3; r2++) {
    int64_t v179 = r2;
    int64_t v180 = v179 * 3;
    ap_int<65> v181 = v180;
    ap_int<65> v182 = v145;
    ap_int<65> v183 = v181 + v182;
    ap_int<97> v184 = v183;
    ap_int<97> v185 = v184 * 7;
    ap_int<98> v186 = v185;
    ap_int<98> v187 = v186 + 168;
    int32_t v188 = v187;
    int32_t history_block;
    history_block = v188;
    int32_t v190 = history_block;
    state_rows(v144, v190, v147, state_sums);
    l_S_ha_3_ha: for (int ha = 0; ha < 1; ha++) {
    #pragma HLS pipeline II=1
      l_S_m_3_m7: for (int m7 = 0; m7 < 16; m7++) {
        int32_t v193 = state_sums[ha][m7];
        int32_t v194 = v150[r2][ha][m7];
        ap_int<33> v195 = v194;
        ap_int<33> v196 = v193;
        ap_int<33> v197 = v195 + v196;
        int32_t v198 = v197;
        v150[r2][ha][m7] = v198;
      }
    }
  }
  l_S_r_6_r3: for (int r3 = 0; r3 < 1; r3++) {
    ap_int<34> v200 = r3;
    ap_int<34> v201 = v200 + 6;
    ap_int<66> v202 = v201;
    ap_int<66> v203 = v202 * 3;
    ap_int<67> v204 = v203;
    ap_int<67> v205 = v145;
    ap_int<67> v206 = v204 + v205;
    ap_int<99> v207 = v206;
    ap_int<99> v208 = v207 * 7;
    int32_t v209 = v208;
    int32_t recent_block;
    recent_block = v209;
    int32_t v211 = recent_block;
    vote_rows(v144, v211, v147, vote_sums);
    int32_t v212 = recent_rates[r3];
    int32_t rate;
    rate = v212;
    l_S_hb_6_hb: for (int hb = 0; hb < 1; hb++) {
    #pragma HLS pipeline II=1
      l_S_m_6_m8: for (int m8 = 0; m8 < 16; m8++) {
        int v216 = v145;
        int32_t v217 = v151[r3][v216][hb][m8];
        int32_t held;
        held = v217;
        int32_t v219 = held;
        int32_t v220 = rate;
        int32_t v221 = v219 >> v220;
        ap_int<33> v222 = v219;
        ap_int<33> v223 = v221;
        ap_int<33> v224 = v222 - v223;
        int32_t v225 = vote_sums[hb][m8];
        ap_int<34> v226 = v224;
        ap_int<34> v227 = v225;
        ap_int<34> v228 = v226 + v227;
        int32_t v229 = v228;
        v151[r3][v216][hb][m8] = v229;
      }
    }
  }
}

int32_t memory_rates[3] = {0, 1, 3};
void folded(
  int32_t v230[3][1][16],
  int32_t v231[3][1][16]
) {
  l_fold_r4: for (int r4 = 0; r4 < 3; r4++) {
    l_w7: for (int w7 = 0; w7 < 1; w7++) {
    #pragma HLS pipeline II=1
      int32_t v235 = memory_rates[r4];
      int32_t memory_rate;
      memory_rate = v235;
      l_S_m_0_m9: for (int m9 = 0; m9 < 16; m9++) {
        int32_t v238 = v230[r4][w7][m9];
        int32_t kept;
        kept = v238;
        int32_t v240 = kept;
        int32_t v241 = memory_rate;
        int32_t v242 = v240 >> v241;
        ap_int<33> v243 = v240;
        ap_int<33> v244 = v242;
        ap_int<33> v245 = v243 - v244;
        int32_t v246 = v245;
        int32_t left;
        left = v246;
        int32_t v248 = left;
        int32_t v249 = v231[r4][w7][m9];
        ap_int<33> v250 = v248;
        ap_int<33> v251 = v249;
        ap_int<33> v252 = v250 + v251;
        int32_t v253 = v252;
        v230[r4][w7][m9] = v253;
        v231[r4][w7][m9] = 0;
      }
    }
  }
}

void shifted(
  int32_t v254,
  int32_t v255,
  int32_t *v256
) {
  int32_t moved;
  moved = 0;
  bool v258 = v255 >= 0;
  if (v258) {
    int32_t v259 = v254 << v255;
    moved = v259;
  } else {
    ap_int<33> v260 = v255;
    ap_int<33> v261 = 0 - v260;
    int32_t v262 = v261;
    int32_t v263 = v254 >> v262;
    moved = v263;
  }
  *v256 = moved;
}

void token_state(
  ap_uint<128> v264[285],
  int32_t v265,
  int32_t v266[2],
  int32_t v267[1][16]
) {
  int32_t sums[1][16];
  #pragma HLS array_partition variable=sums complete dim=2

  for (int v269 = 0; v269 < 1; v269++) {
    for (int v270 = 0; v270 < 16; v270++) {
      sums[v269][v270] = 0;
    }
  }
  l_token_state_i: for (int i = 0; i < 2; i++) {
    l_w8: for (int w8 = 0; w8 < 1; w8++) {
    #pragma HLS pipeline II=1
      ap_int<34> v273 = i;
      ap_int<34> v274 = v273 + 1;
      ap_int<67> v275 = v274;
      ap_int<67> v276 = w8;
      ap_int<67> v277 = v275 + v276;
      int32_t v278 = v277;
      int32_t row2;
      row2 = v278;
      int32_t v280 = row2;
      int v281 = v265;
      int v282 = v280;
      int v283 = v281 + v282;
      int v284 = v283;
      ap_uint<128> v285 = v264[v284];
      ap_uint<128> taken2;
      taken2 = v285;
      l_S_m_0_m10: for (int m10 = 0; m10 < 16; m10++) {
        ap_int<128> v288 = taken2;
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
        int8_t entry2;
        entry2 = v296;
        int8_t v298 = entry2;
        int32_t v299 = v266[i];
        ap_int<40> v300 = v298;
        ap_int<40> v301 = v299;
        ap_int<40> v302 = v300 * v301;
        int32_t v303 = sums[w8][m10];
        ap_int<41> v304 = v303;
        ap_int<41> v305 = v302;
        ap_int<41> v306 = v304 + v305;
        int32_t v307 = v306;
        sums[w8][m10] = v307;
      }
    }
  }
  l_token_state_shifted_w9: for (int w9 = 0; w9 < 1; w9++) {
  #pragma HLS pipeline II=1
    int32_t v309 = w9;
    int32_t step2;
    step2 = v309;
    int32_t v311 = step2;
    int v312 = v265;
    int v313 = v311;
    int v314 = v312 + v313;
    int v315 = v314;
    ap_uint<128> v316 = v264[v315];
    ap_uint<128> of_columns2;
    of_columns2 = v316;
    l_S_m_2_m11: for (int m11 = 0; m11 < 16; m11++) {
      ap_int<128> v319 = of_columns2;
      int64_t v320 = m11;
      int64_t v321 = v320 * 8;
      ap_int<65> v322 = v321;
      ap_int<65> v323 = v322 + 8;
      ap_int<65> v324 = v323 - 1;
      int v325 = v321;
      int v326 = v324;
      int8_t v327;
      ap_int<128> v327_tmp = v319;
      v327 = v327_tmp(v326, v325);
      int8_t shift2;
      shift2 = v327;
      int8_t v329 = shift2;
      int32_t v330 = v329;
      int32_t by;
      by = v330;
      int32_t v332 = sums[w9][m11];
      int32_t v333 = by;
      int32_t v334;
      shifted(v332, v333, &v334);
      int32_t v335 = v267[w9][m11];
      ap_int<33> v336 = v335;
      ap_int<33> v337 = v334;
      ap_int<33> v338 = v336 + v337;
      int32_t v339 = v338;
      v267[w9][m11] = v339;
    }
  }
}

void begun(
  ap_uint<128> v340[285],
  int32_t v341,
  int32_t v342,
  int32_t v343[3][1][16],
  int32_t v344[2],
  int32_t v345[2],
  int32_t v346[1][16]
) {
  int v347 = v341;
  int v348 = v347 + 273;
  int v349 = v348;
  ap_uint<128> v350 = v340[v349];
  ap_uint<128> this_word;
  this_word = v350;
  int v352 = v342;
  int v353 = v352 + 279;
  int v354 = v353;
  ap_uint<128> v355 = v340[v354];
  ap_uint<128> last_word;
  last_word = v355;
  l_S_m_0_m12: for (int m12 = 0; m12 < 2; m12++) {
    ap_int<128> v358 = this_word;
    int64_t v359 = m12;
    int64_t v360 = v359 * 8;
    ap_int<65> v361 = v360;
    ap_int<65> v362 = v361 + 8;
    ap_int<65> v363 = v362 - 1;
    int v364 = v360;
    int v365 = v363;
    int8_t v366;
    ap_int<128> v366_tmp = v358;
    v366 = v366_tmp(v365, v364);
    int8_t this_entry;
    this_entry = v366;
    int8_t v368 = this_entry;
    int32_t v369 = v368;
    v344[m12] = v369;
    ap_int<128> v370 = last_word;
    int8_t v371;
    ap_int<128> v371_tmp = v370;
    v371 = v371_tmp(v365, v364);
    int8_t last_entry;
    last_entry = v371;
    int8_t v373 = last_entry;
    int32_t v374 = v373;
    v345[m12] = v374;
  }
  l_start_state_w10: for (int w10 = 0; w10 < 1; w10++) {
  #pragma HLS pipeline II=1
    l_S_m_1_m13: for (int m13 = 0; m13 < 16; m13++) {
      int32_t sum_of_rates;
      sum_of_rates = 0;
      l_S_r_1_r5: for (int r5 = 0; r5 < 3; r5++) {
        int32_t v379 = v343[r5][w10][m13];
        int32_t v380 = sum_of_rates;
        ap_int<33> v381 = v380;
        ap_int<33> v382 = v379;
        ap_int<33> v383 = v381 + v382;
        int32_t v384 = v383;
        sum_of_rates = v384;
      }
      int32_t v385 = sum_of_rates;
      v346[w10][m13] = v385;
    }
  }
  token_state(v340, 267, v344, v346);
  token_state(v340, 270, v345, v346);
}

void token_votes(
  ap_uint<128> v386[285],
  int32_t v387,
  int32_t v388[2],
  int32_t v389[1][16]
) {
  #pragma HLS array_partition variable=v389 complete dim=2

  int32_t sums1[1][16];
  #pragma HLS array_partition variable=sums1 complete dim=2

  for (int v391 = 0; v391 < 1; v391++) {
    for (int v392 = 0; v392 < 16; v392++) {
      sums1[v391][v392] = 0;
    }
  }
  l_token_votes_i1: for (int i1 = 0; i1 < 2; i1++) {
    l_w11: for (int w11 = 0; w11 < 1; w11++) {
    #pragma HLS pipeline II=1
      ap_int<34> v395 = i1;
      ap_int<34> v396 = v395 + 1;
      ap_int<67> v397 = v396;
      ap_int<67> v398 = w11;
      ap_int<67> v399 = v397 + v398;
      int32_t v400 = v399;
      int32_t row3;
      row3 = v400;
      int32_t v402 = row3;
      int v403 = v387;
      int v404 = v402;
      int v405 = v403 + v404;
      int v406 = v405;
      ap_uint<128> v407 = v386[v406];
      ap_uint<128> taken3;
      taken3 = v407;
      l_S_m_0_m14: for (int m14 = 0; m14 < 16; m14++) {
        ap_int<128> v410 = taken3;
        int64_t v411 = m14;
        int64_t v412 = v411 * 8;
        ap_int<65> v413 = v412;
        ap_int<65> v414 = v413 + 8;
        ap_int<65> v415 = v414 - 1;
        int v416 = v412;
        int v417 = v415;
        int8_t v418;
        ap_int<128> v418_tmp = v410;
        v418 = v418_tmp(v417, v416);
        int8_t entry3;
        entry3 = v418;
        int8_t v420 = entry3;
        int32_t v421 = v388[i1];
        ap_int<40> v422 = v420;
        ap_int<40> v423 = v421;
        ap_int<40> v424 = v422 * v423;
        int32_t v425 = sums1[w11][m14];
        ap_int<41> v426 = v425;
        ap_int<41> v427 = v424;
        ap_int<41> v428 = v426 + v427;
        int32_t v429 = v428;
        sums1[w11][m14] = v429;
      }
    }
  }
  l_token_votes_shifted_w12: for (int w12 = 0; w12 < 1; w12++) {
  #pragma HLS pipeline II=1
    int32_t v431 = w12;
    int32_t step3;
    step3 = v431;
    int32_t v433 = step3;
    int v434 = v387;
    int v435 = v433;
    int v436 = v434 + v435;
    int v437 = v436;
    ap_uint<128> v438 = v386[v437];
    ap_uint<128> of_columns3;
    of_columns3 = v438;
    l_S_m_2_m15: for (int m15 = 0; m15 < 16; m15++) {
      ap_int<128> v441 = of_columns3;
      int64_t v442 = m15;
      int64_t v443 = v442 * 8;
      ap_int<65> v444 = v443;
      ap_int<65> v445 = v444 + 8;
      ap_int<65> v446 = v445 - 1;
      int v447 = v443;
      int v448 = v446;
      int8_t v449;
      ap_int<128> v449_tmp = v441;
      v449 = v449_tmp(v448, v447);
      int8_t shift3;
      shift3 = v449;
      int8_t v451 = shift3;
      int32_t v452 = v451;
      int32_t by1;
      by1 = v452;
      int32_t v454 = sums1[w12][m15];
      int32_t v455 = by1;
      int32_t v456;
      shifted(v454, v455, &v456);
      int32_t v457 = v389[w12][m15];
      ap_int<33> v458 = v457;
      ap_int<33> v459 = v456;
      ap_int<33> v460 = v458 + v459;
      int32_t v461 = v460;
      v389[w12][m15] = v461;
    }
  }
}

int32_t kinds[6] = {0, 0, 1, 1, 1, 2};
int32_t distances[6] = {1, 2, 1, 1, 2, 0};
int32_t neighbours[6] = {0, 0, 0, 1, 0, 0};
void path_votes(
  ap_uint<128> v462[285],
  int32_t v463,
  int32_t v464,
  int32_t v465,
  int32_t v466[2],
  int32_t v467[3][3][2],
  int32_t v468[1][16]
) {
  #pragma HLS array_partition variable=v468 complete dim=2

  int32_t chosen[2];
  for (int v473 = 0; v473 < 2; v473++) {
    chosen[v473] = 0;
  }
  int32_t vote_sums1[1][16];
  #pragma HLS array_partition variable=vote_sums1 complete dim=2

  for (int v475 = 0; v475 < 1; v475++) {
    for (int v476 = 0; v476 < 16; v476++) {
      vote_sums1[v475][v476] = 0;
    }
  }
  l_S_s_0_s: for (int s = 0; s < 6; s++) {
    int32_t at;
    at = v463;
    int32_t back;
    back = 0;
    int32_t known;
    known = 0;
    int32_t v481 = kinds[s];
    bool v482 = v481 == 0;
    if (v482) {
      int32_t v483 = distances[s];
      ap_int<33> v484 = v463;
      ap_int<33> v485 = v483;
      ap_int<33> v486 = v484 - v485;
      int32_t v487 = v486;
      at = v487;
      int32_t v488 = at;
      bool v489 = v488 >= 0;
      int32_t v490 = v489 ? (int32_t)1 : (int32_t)0;
      known = v490;
    } else {
      int32_t v491 = kinds[s];
      bool v492 = v491 == 1;
      if (v492) {
        int32_t v493 = neighbours[s];
        int v494 = v463;
        int v495 = v493;
        int v496 = v494 + v495;
        int32_t v497 = v496;
        at = v497;
        int32_t v498 = distances[s];
        back = v498;
        int32_t v499 = at;
        bool v500 = v499 < 3;
        int32_t v501 = back;
        bool v502 = v465 >= v501;
        bool v503 = v500 & v502;
        int32_t v504 = v503 ? (int32_t)1 : (int32_t)0;
        known = v504;
      } else {
        int32_t v505 = v466[0];
        bool v506 = v505 >= 0;
        int32_t v507 = v506 ? (int32_t)1 : (int32_t)0;
        known = v507;
      }
    }
    int32_t v508 = known;
    bool v509 = v508 == 1;
    if (v509) {
      int32_t v510 = back;
      bool v511 = v464 >= v510;
      ap_int<33> v512 = v464;
      ap_int<33> v513 = v510;
      ap_int<33> v514 = v512 - v513;
      ap_int<34> v515 = v514;
      ap_int<34> v516 = v515 + 3;
      ap_int<34> v517 = v511 ? (ap_int<34>)v515 : (ap_int<34>)v516;
      int32_t v518 = v517;
      int32_t token;
      token = v518;
      l_source_gj: for (int gj = 0; gj < 2; gj++) {
      #pragma HLS pipeline II=1
        int32_t v521 = kinds[s];
        bool v522 = v521 == 2;
        if (v522) {
          int32_t v523 = v466[gj];
          chosen[gj] = v523;
        } else {
          int32_t v524 = token;
          int v525 = v524;
          int32_t v526 = at;
          int v527 = v526;
          int32_t v528 = v467[v525][v527][gj];
          chosen[gj] = v528;
        }
      }
      int64_t v529 = s;
      int64_t v530 = v529 * 3;
      ap_int<65> v531 = v530;
      ap_int<65> v532 = v463;
      ap_int<65> v533 = v531 + v532;
      ap_int<97> v534 = v533;
      ap_int<97> v535 = v534 * 7;
      int32_t v536 = v535;
      int32_t block;
      block = v536;
      int32_t v538 = block;
      vote_rows(v462, v538, chosen, vote_sums1);
      l_add_votes_gk: for (int gk = 0; gk < 1; gk++) {
      #pragma HLS pipeline II=1
        l_S_m_1_m16: for (int m16 = 0; m16 < 16; m16++) {
          int32_t v541 = vote_sums1[gk][m16];
          int32_t v542 = v468[gk][m16];
          ap_int<33> v543 = v542;
          ap_int<33> v544 = v541;
          ap_int<33> v545 = v543 + v544;
          int32_t v546 = v545;
          v468[gk][m16] = v546;
        }
      }
    } else {
      known = 0;
    }
  }
}

void hidden_votes(
  ap_uint<128> v547[285],
  int32_t v548,
  int32_t v549[1][16],
  int32_t v550[1][16]
) {
  #pragma HLS array_partition variable=v549 complete dim=2

  #pragma HLS array_partition variable=v550 complete dim=2

  int32_t sums2[1][16];
  #pragma HLS array_partition variable=sums2 complete dim=2

  for (int v552 = 0; v552 < 1; v552++) {
    for (int v553 = 0; v553 < 16; v553++) {
      sums2[v552][v553] = 0;
    }
  }
  l_hidden_votes_i2: for (int i2 = 0; i2 < 5; i2++) {
    l_w13: for (int w13 = 0; w13 < 1; w13++) {
    #pragma HLS pipeline II=1
      ap_int<34> v556 = i2;
      ap_int<34> v557 = v556 + 1;
      ap_int<67> v558 = v557;
      ap_int<67> v559 = w13;
      ap_int<67> v560 = v558 + v559;
      int32_t v561 = v560;
      int32_t row4;
      row4 = v561;
      int32_t v563 = row4;
      int v564 = v548;
      int v565 = v563;
      int v566 = v564 + v565;
      int v567 = v566;
      ap_uint<128> v568 = v547[v567];
      ap_uint<128> taken4;
      taken4 = v568;
      int32_t v570 = v549[(i2 / 16)][(i2 % 16)];
      int32_t scalar;
      scalar = v570;
      l_S_m_0_m17: for (int m17 = 0; m17 < 16; m17++) {
        ap_int<128> v573 = taken4;
        int64_t v574 = m17;
        int64_t v575 = v574 * 8;
        ap_int<65> v576 = v575;
        ap_int<65> v577 = v576 + 8;
        ap_int<65> v578 = v577 - 1;
        int v579 = v575;
        int v580 = v578;
        int8_t v581;
        ap_int<128> v581_tmp = v573;
        v581 = v581_tmp(v580, v579);
        int8_t entry4;
        entry4 = v581;
        int8_t v583 = entry4;
        int32_t v584 = scalar;
        ap_int<40> v585 = v583;
        ap_int<40> v586 = v584;
        ap_int<40> v587 = v585 * v586;
        int32_t v588 = sums2[w13][m17];
        ap_int<41> v589 = v588;
        ap_int<41> v590 = v587;
        ap_int<41> v591 = v589 + v590;
        int32_t v592 = v591;
        sums2[w13][m17] = v592;
      }
    }
  }
  l_hidden_votes_shifted_w14: for (int w14 = 0; w14 < 1; w14++) {
  #pragma HLS pipeline II=1
    int32_t v594 = w14;
    int32_t step4;
    step4 = v594;
    int32_t v596 = step4;
    int v597 = v548;
    int v598 = v596;
    int v599 = v597 + v598;
    int v600 = v599;
    ap_uint<128> v601 = v547[v600];
    ap_uint<128> of_columns4;
    of_columns4 = v601;
    l_S_m_2_m18: for (int m18 = 0; m18 < 16; m18++) {
      ap_int<128> v604 = of_columns4;
      int64_t v605 = m18;
      int64_t v606 = v605 * 8;
      ap_int<65> v607 = v606;
      ap_int<65> v608 = v607 + 8;
      ap_int<65> v609 = v608 - 1;
      int v610 = v606;
      int v611 = v609;
      int8_t v612;
      ap_int<128> v612_tmp = v604;
      v612 = v612_tmp(v611, v610);
      int8_t shift4;
      shift4 = v612;
      int8_t v614 = shift4;
      int32_t v615 = v614;
      int32_t by2;
      by2 = v615;
      int32_t v617 = sums2[w14][m18];
      int32_t v618 = by2;
      int32_t v619;
      shifted(v617, v618, &v619);
      int32_t v620 = v550[w14][m18];
      ap_int<33> v621 = v620;
      ap_int<33> v622 = v619;
      ap_int<33> v623 = v621 + v622;
      int32_t v624 = v623;
      v550[w14][m18] = v624;
    }
  }
}

void ranked_by(
  int32_t v625[1][16],
  int32_t v626[6]
) {
  #pragma HLS array_partition variable=v625 complete dim=2

  l_S_p_0_p: for (int p = 0; p < 6; p++) {
    int32_t best;
    best = -2147483648;
    int32_t who;
    who = 0;
    l_rank_gl: for (int gl = 0; gl < 6; gl++) {
    #pragma HLS pipeline II=1
      int32_t v631 = v625[(gl / 16)][(gl % 16)];
      int32_t vote;
      vote = v631;
      int32_t v633 = vote;
      int32_t v634 = best;
      bool v635 = v633 > v634;
      int32_t v636 = who;
      ap_int<33> v637 = gl;
      ap_int<33> v638 = v636;
      ap_int<33> v639 = v635 ? (ap_int<33>)v637 : (ap_int<33>)v638;
      int32_t v640 = v639;
      who = v640;
      int32_t v641 = vote;
      int32_t v642 = best;
      bool v643 = v641 > v642;
      int32_t v644 = v643 ? (int32_t)v641 : (int32_t)v642;
      best = v644;
    }
    int32_t v645 = who;
    v626[p] = v645;
    int32_t v646 = who;
    int32_t v647 = v646 / 16;
    int v648 = v647;
    int32_t v649 = v646 % 16;
    int v650 = v649;
    v625[v648][v650] = -2147483648;
  }
}

/// This is top function.
void factorised_lookup(
  int32_t v651[3],
  int32_t v652[2],
  int32_t v653[2],
  ap_uint<128> v654[285],
  int32_t v655[33],
  int32_t v656[6]
) {
  static int32_t __stateful_factorised_lookup_path_1[3][3][2];
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
  int32_t chosen1[2];
  for (int v666 = 0; v666 < 2; v666++) {
    chosen1[v666] = 0;
  }
  int32_t votes[1][16];
  #pragma HLS array_partition variable=votes complete dim=2

  for (int v668 = 0; v668 < 1; v668++) {
    for (int v669 = 0; v669 < 16; v669++) {
      votes[v668][v669] = 0;
    }
  }
  int32_t hidden[1][16];
  #pragma HLS array_partition variable=hidden complete dim=2

  for (int v671 = 0; v671 < 1; v671++) {
    for (int v672 = 0; v672 < 16; v672++) {
      hidden[v671][v672] = 0;
    }
  }
  int32_t v673 = v651[0];
  int32_t layer;
  layer = v673;
  l_last_k3: for (int k3 = 0; k3 < 2; k3++) {
  #pragma HLS pipeline II=1
    int32_t v676 = v652[k3];
    chosen1[k3] = v676;
  }
  int32_t v677 = v651[1];
  bool v678 = v677 == 1;
  if (v678) {
    __stateful_factorised_lookup_place_6[0] = 0;
    __stateful_factorised_lookup_place_6[1] = 0;
    __stateful_factorised_lookup_place_6[2] = 0;
    forgotten(__stateful_factorised_lookup_memories_3, __stateful_factorised_lookup_pending_4, __stateful_factorised_lookup_recents_2);
  } else {
    int32_t v679 = layer;
    bool v680 = v679 > 0;
    ap_int<33> v681 = v679;
    ap_int<33> v682 = v681 - 1;
    ap_int<33> v683 = v680 ? (ap_int<33>)v682 : (ap_int<33>)2;
    int32_t v684 = v683;
    int32_t done;
    done = v684;
    int32_t v686 = done;
    int32_t v687 = __stateful_factorised_lookup_place_6[0];
    taken_in(v654, v686, v687, chosen1, __stateful_factorised_lookup_path_1, __stateful_factorised_lookup_state_5, __stateful_factorised_lookup_pending_4, __stateful_factorised_lookup_recents_2);
  }
  int32_t v688 = layer;
  bool v689 = v688 == 0;
  if (v689) {
    int32_t v690 = v651[1];
    bool v691 = v690 == 0;
    if (v691) {
      folded(__stateful_factorised_lookup_memories_3, __stateful_factorised_lookup_pending_4);
      int32_t v692 = __stateful_factorised_lookup_place_6[0];
      bool v693 = v692 < 2;
      ap_int<33> v694 = v692;
      ap_int<33> v695 = v694 + 1;
      ap_int<33> v696 = v693 ? (ap_int<33>)v695 : (ap_int<33>)0;
      int32_t v697 = v696;
      __stateful_factorised_lookup_place_6[0] = v697;
      int32_t v698 = __stateful_factorised_lookup_place_6[1];
      bool v699 = v698 < 2;
      ap_int<33> v700 = v698;
      ap_int<33> v701 = v700 + 1;
      ap_int<33> v702 = v699 ? (ap_int<33>)v701 : (ap_int<33>)2;
      int32_t v703 = v702;
      __stateful_factorised_lookup_place_6[1] = v703;
    }
    int32_t v704 = v651[2];
    int32_t v705 = __stateful_factorised_lookup_place_6[2];
    begun(v654, v704, v705, __stateful_factorised_lookup_memories_3, __stateful_factorised_lookup_this_token_7, __stateful_factorised_lookup_last_token_8, __stateful_factorised_lookup_state_5);
    int32_t v706 = v651[2];
    __stateful_factorised_lookup_place_6[2] = v706;
  }
  int32_t v707 = layer;
  int64_t v708 = v707;
  int64_t v709 = v708 * 11;
  int32_t v710 = v709;
  int32_t bias;
  bias = v710;
  l_bias_e: for (int e = 0; e < 6; e++) {
  #pragma HLS pipeline II=1
    int32_t v713 = e;
    int32_t bias_step;
    bias_step = v713;
    int32_t v715 = bias;
    int32_t v716 = bias_step;
    int v717 = v715;
    int v718 = v716;
    int v719 = v717 + v718;
    int v720 = v719;
    int32_t v721 = v655[v720];
    votes[(e / 16)][(e % 16)] = v721;
  }
  int32_t v722 = layer;
  int64_t v723 = v722;
  int64_t v724 = v723 * 3;
  ap_int<65> v725 = v724;
  ap_int<65> v726 = v725 + 249;
  int32_t v727 = v726;
  int32_t token_block;
  token_block = v727;
  int32_t v729 = token_block;
  token_votes(v654, v729, __stateful_factorised_lookup_this_token_7, votes);
  int32_t v730 = layer;
  ap_int<33> v731 = v730;
  ap_int<33> v732 = v731 + 3;
  ap_int<65> v733 = v732;
  ap_int<65> v734 = v733 * 3;
  ap_int<66> v735 = v734;
  ap_int<66> v736 = v735 + 249;
  int32_t v737 = v736;
  int32_t last_block;
  last_block = v737;
  int32_t v739 = last_block;
  token_votes(v654, v739, __stateful_factorised_lookup_last_token_8, votes);
  int32_t v740 = layer;
  int32_t v741 = __stateful_factorised_lookup_place_6[0];
  int32_t v742 = __stateful_factorised_lookup_place_6[1];
  path_votes(v654, v740, v741, v742, v653, __stateful_factorised_lookup_path_1, votes);
  l_add_remembered_r6: for (int r6 = 0; r6 < 1; r6++) {
    l_w15: for (int w15 = 0; w15 < 1; w15++) {
    #pragma HLS pipeline II=1
      l_S_m_2_m19: for (int m19 = 0; m19 < 16; m19++) {
        int32_t v746 = layer;
        int v747 = v746;
        int32_t v748 = __stateful_factorised_lookup_recents_2[r6][v747][w15][m19];
        int32_t v749 = votes[w15][m19];
        ap_int<33> v750 = v749;
        ap_int<33> v751 = v748;
        ap_int<33> v752 = v750 + v751;
        int32_t v753 = v752;
        votes[w15][m19] = v753;
      }
    }
  }
  l_hidden_i3: for (int i3 = 0; i3 < 5; i3++) {
  #pragma HLS pipeline II=1
    int32_t v755 = i3;
    int32_t hidden_step;
    hidden_step = v755;
    int32_t v757 = __stateful_factorised_lookup_state_5[(i3 / 16)][(i3 % 16)];
    int32_t v758 = bias;
    int32_t v759 = hidden_step;
    int v760 = v758;
    int v761 = v759;
    int v762 = v760 + v761;
    int v763 = v762;
    int v764 = v763 + 6;
    int v765 = v764;
    int32_t v766 = v655[v765];
    ap_int<33> v767 = v757;
    ap_int<33> v768 = v766;
    ap_int<33> v769 = v767 + v768;
    ap_int<33> v770 = v769 >> 12;
    int32_t v771 = v770;
    int32_t unit;
    unit = v771;
    int32_t v773 = unit;
    bool v774 = v773 < 0;
    if (v774) {
      unit = 0;
    }
    int32_t v775 = unit;
    bool v776 = v775 > 255;
    if (v776) {
      unit = 255;
    }
    int32_t v777 = unit;
    hidden[(i3 / 16)][(i3 % 16)] = v777;
  }
  int32_t v778 = layer;
  int64_t v779 = v778;
  int64_t v780 = v779 * 6;
  ap_int<65> v781 = v780;
  ap_int<65> v782 = v781 + 231;
  int32_t v783 = v782;
  int32_t output_block;
  output_block = v783;
  int32_t v785 = output_block;
  hidden_votes(v654, v785, hidden, votes);
  ranked_by(votes, v656);
}
