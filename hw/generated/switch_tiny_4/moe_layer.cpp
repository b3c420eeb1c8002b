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
int32_t contexts[4] = {1, 4, 16, 64};
int32_t starts[4] = {0, 8, 24, 88};
int32_t contexts_0[4] = {1, 4, 16, 64};
void predicted_expert(
  int32_t v0,
  int32_t v1,
  int32_t v2,
  uint8_t v3[44],
  int32_t *v4
) {
  int v7 = v1;
  int32_t v8 = contexts_0[v7];
  int64_t v9 = v0;
  int64_t v10 = v8;
  int64_t v11 = v9 * v10;
  ap_int<65> v12 = v11;
  ap_int<65> v13 = v2;
  ap_int<65> v14 = v12 + v13;
  int32_t v15 = v14;
  int32_t entry;
  entry = v15;
  int32_t v17 = starts[v7];
  int32_t v18 = entry;
  int64_t v19 = v18;
  int64_t v20 = v19 * 2;
  ap_int<65> v21 = v17;
  ap_int<65> v22 = v20;
  ap_int<65> v23 = v21 + v22;
  int32_t v24 = v23;
  int32_t bit;
  bit = v24;
  int32_t v26 = bit;
  int32_t v27 = v26 >> 3;
  int32_t at;
  at = v27;
  int32_t v29 = at;
  int v30 = v29;
  uint8_t v31 = v3[v30];
  int32_t v32 = v31;
  int32_t high;
  high = v32;
  int32_t v34 = at;
  ap_int<33> v35 = v34;
  ap_int<33> v36 = v35 + 1;
  int v37 = v36;
  uint8_t v38 = v3[v37];
  int32_t v39 = v38;
  int32_t low;
  low = v39;
  int32_t v41 = high;
  int32_t v42 = v41 << 8;
  int32_t v43 = low;
  int32_t v44 = v42 | v43;
  int32_t pair;
  pair = v44;
  int32_t v46 = bit;
  int32_t v47 = v46 & 7;
  ap_int<34> v48 = v47;
  ap_int<34> v49 = 14 - v48;
  int32_t v50 = v49;
  int32_t shift;
  shift = v50;
  int32_t v52 = pair;
  int32_t v53 = shift;
  int32_t v54 = v52 >> v53;
  int32_t v55 = v54 & 3;
  int32_t expert;
  expert = v55;
  *v4 = expert;
}

void touched_slot(
  int32_t v57,
  int32_t v58,
  int32_t v59[4],
  int32_t v60[4],
  int32_t *v61
) {
  int64_t v62 = v57;
  int64_t v63 = v62 * 2;
  int32_t v64 = v63;
  int32_t first;
  first = v64;
  int32_t slot;
  slot = 0;
  int32_t oldest;
  oldest = -1;
  int32_t hit;
  hit = 0;
  l_find_i: for (int i = 0; i < 2; i++) {
  #pragma HLS pipeline II=1
    int32_t v70 = i;
    int32_t step;
    step = v70;
    int32_t v72 = first;
    int32_t v73 = step;
    ap_int<33> v74 = v72;
    ap_int<33> v75 = v73;
    ap_int<33> v76 = v74 + v75;
    int32_t v77 = v76;
    int32_t at1;
    at1 = v77;
    int32_t v79 = at1;
    int v80 = v79;
    int32_t v81 = v59[v80];
    ap_int<33> v82 = v58;
    ap_int<33> v83 = v82 + 1;
    ap_int<33> v84 = v81;
    bool v85 = v84 == v83;
    if (v85) {
      int32_t v86 = at1;
      slot = v86;
      hit = 1;
    }
    int32_t v87 = hit;
    bool v88 = v87 == 0;
    if (v88) {
      int32_t v89 = at1;
      int v90 = v89;
      int32_t v91 = v60[v90];
      int32_t v92 = oldest;
      bool v93 = v91 > v92;
      if (v93) {
        int32_t v94 = at1;
        int v95 = v94;
        int32_t v96 = v60[v95];
        oldest = v96;
        int32_t v97 = at1;
        slot = v97;
      }
    }
  }
  int32_t v98 = slot;
  int v99 = v98;
  int32_t v100 = v60[v99];
  int32_t age;
  age = v100;
  l_age_i1: for (int i1 = 0; i1 < 2; i1++) {
  #pragma HLS pipeline II=1
    int32_t v103 = i1;
    int32_t step1;
    step1 = v103;
    int32_t v105 = first;
    int32_t v106 = step1;
    ap_int<33> v107 = v105;
    ap_int<33> v108 = v106;
    ap_int<33> v109 = v107 + v108;
    int32_t v110 = v109;
    int32_t at2;
    at2 = v110;
    int32_t v112 = at2;
    int v113 = v112;
    int32_t v114 = v60[v113];
    int32_t v115 = age;
    bool v116 = v114 <= v115;
    if (v116) {
      int32_t v117 = at2;
      int v118 = v117;
      int32_t v119 = v60[v118];
      ap_int<33> v120 = v119;
      ap_int<33> v121 = v120 + 1;
      int32_t v122 = v121;
      v60[v118] = v122;
    }
  }
  int32_t v123 = slot;
  int v124 = v123;
  v60[v124] = 0;
  ap_int<33> v125 = v58;
  ap_int<33> v126 = v125 + 1;
  int32_t v127 = v126;
  int32_t v128 = slot;
  int v129 = v128;
  v59[v129] = v127;
  int32_t v130 = slot;
  int64_t v131 = v130;
  int64_t v132 = v131 * 2;
  int32_t v133 = hit;
  ap_int<65> v134 = v132;
  ap_int<65> v135 = v133;
  ap_int<65> v136 = v134 + v135;
  *v61 = v136;
}

int32_t coarse[256] = {65536, 61565, 57835, 54331, 51039, 47947, 45042, 42313, 39750, 37341, 35079, 32954, 30957, 29081, 27319, 25664, 24109, 22649, 21276, 19987, 18776, 17639, 16570, 15566, 14623, 13737, 12905, 12123, 11388, 10698, 10050, 9441, 8869, 8332, 7827, 7353, 6907, 6489, 6096, 5726, 5380, 5054, 4747, 4460, 4190, 3936, 3697, 3473, 3263, 3065, 2879, 2705, 2541, 2387, 2243, 2107, 1979, 1859, 1746, 1641, 1541, 1448, 1360, 1278, 1200, 1128, 1059, 995, 935, 878, 825, 775, 728, 684, 642, 604, 567, 533, 500, 470, 442, 415, 390, 366, 344, 323, 303, 285, 268, 252, 236, 222, 209, 196, 184, 173, 162, 153, 143, 135, 127, 119, 112, 105, 99, 93, 87, 82, 77, 72, 68, 64, 60, 56, 53, 50, 47, 44, 41, 39, 36, 34, 32, 30, 28, 27, 25, 23, 22, 21, 19, 18, 17, 16, 15, 14, 13, 13, 12, 11, 10, 10, 9, 9, 8, 8, 7, 7, 6, 6, 6, 5, 5, 5, 4, 4, 4, 4, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
int32_t fine[64] = {65536, 65472, 65408, 65344, 65280, 65217, 65153, 65090, 65026, 64963, 64899, 64836, 64772, 64709, 64646, 64583, 64520, 64457, 64394, 64331, 64268, 64206, 64143, 64080, 64018, 63955, 63893, 63831, 63768, 63706, 63644, 63582, 63520, 63458, 63396, 63334, 63272, 63210, 63149, 63087, 63025, 62964, 62902, 62841, 62780, 62718, 62657, 62596, 62535, 62474, 62413, 62352, 62291, 62230, 62170, 62109, 62048, 61988, 61927, 61867, 61806, 61746, 61686, 61626};
void router(
  int32_t v137[1],
  int32_t v138[1],
  int16_t v139[32],
  ap_uint<512> v140[8],
  int32_t v141[1],
  int32_t v142[1]
) {
  int16_t inputs[1][32];
  #pragma HLS array_partition variable=inputs complete dim=2

  l_load_w: for (int w = 0; w < 1; w++) {
    l_l: for (int l = 0; l < 32; l++) {
    #pragma HLS pipeline II=1
      int16_t v146 = v139[((w * 32) + l)];
      inputs[w][l] = v146;
    }
  }
  ap_int<48> logits[4];
  int32_t v148 = v137[0];
  int64_t v149 = v148;
  int64_t v150 = v149 * 4;
  int32_t v151 = v150;
  int32_t row;
  row = v151;
  l_score_e: for (int e = 0; e < 4; e++) {
    ap_int<48> logit;
    logit = 0;
    l_score_words_w1: for (int w1 = 0; w1 < 1; w1++) {
    #pragma HLS pipeline II=1
      int32_t v156 = w1;
      int32_t step2;
      step2 = v156;
      int32_t v158 = row;
      int32_t v159 = step2;
      ap_int<33> v160 = v158;
      ap_int<33> v161 = v159;
      ap_int<33> v162 = v160 + v161;
      int v163 = v162;
      ap_uint<512> v164 = v140[v163];
      ap_uint<512> word;
      word = v164;
      ap_int<48> total;
      total = 0;
      ap_int<512> v167 = word;
      int16_t v168;
      ap_int<512> v168_tmp = v167;
      v168 = v168_tmp(15, 0);
      int16_t weight;
      weight = v168;
      int16_t v170 = weight;
      int16_t v171 = inputs[w1][0];
      int32_t v172 = v170;
      int32_t v173 = v171;
      int32_t v174 = v172 * v173;
      ap_int<48> v175 = total;
      ap_int<49> v176 = v175;
      ap_int<49> v177 = v174;
      ap_int<49> v178 = v176 + v177;
      ap_int<48> v179 = v178;
      total = v179;
      ap_int<512> v180 = word;
      int16_t v181;
      ap_int<512> v181_tmp = v180;
      v181 = v181_tmp(31, 16);
      int16_t weight1;
      weight1 = v181;
      int16_t v183 = weight1;
      int16_t v184 = inputs[w1][1];
      int32_t v185 = v183;
      int32_t v186 = v184;
      int32_t v187 = v185 * v186;
      ap_int<48> v188 = total;
      ap_int<49> v189 = v188;
      ap_int<49> v190 = v187;
      ap_int<49> v191 = v189 + v190;
      ap_int<48> v192 = v191;
      total = v192;
      ap_int<512> v193 = word;
      int16_t v194;
      ap_int<512> v194_tmp = v193;
      v194 = v194_tmp(47, 32);
      int16_t weight2;
      weight2 = v194;
      int16_t v196 = weight2;
      int16_t v197 = inputs[w1][2];
      int32_t v198 = v196;
      int32_t v199 = v197;
      int32_t v200 = v198 * v199;
      ap_int<48> v201 = total;
      ap_int<49> v202 = v201;
      ap_int<49> v203 = v200;
      ap_int<49> v204 = v202 + v203;
      ap_int<48> v205 = v204;
      total = v205;
      ap_int<512> v206 = word;
      int16_t v207;
      ap_int<512> v207_tmp = v206;
      v207 = v207_tmp(63, 48);
      int16_t weight3;
      weight3 = v207;
      int16_t v209 = weight3;
      int16_t v210 = inputs[w1][3];
      int32_t v211 = v209;
      int32_t v212 = v210;
      int32_t v213 = v211 * v212;
      ap_int<48> v214 = total;
      ap_int<49> v215 = v214;
      ap_int<49> v216 = v213;
      ap_int<49> v217 = v215 + v216;
      ap_int<48> v218 = v217;
      total = v218;
      ap_int<512> v219 = word;
      int16_t v220;
      ap_int<512> v220_tmp = v219;
      v220 = v220_tmp(79, 64);
      int16_t weight4;
      weight4 = v220;
      int16_t v222 = weight4;
      int16_t v223 = inputs[w1][4];
      int32_t v224 = v222;
      int32_t v225 = v223;
      int32_t v226 = v224 * v225;
      ap_int<48> v227 = total;
      ap_int<49> v228 = v227;
      ap_int<49> v229 = v226;
      ap_int<49> v230 = v228 + v229;
      ap_int<48> v231 = v230;
      total = v231;
      ap_int<512> v232 = word;
      int16_t v233;
      ap_int<512> v233_tmp = v232;
      v233 = v233_tmp(95, 80);
      int16_t weight5;
      weight5 = v233;
      int16_t v235 = weight5;
      int16_t v236 = inputs[w1][5];
      int32_t v237 = v235;
      int32_t v238 = v236;
      int32_t v239 = v237 * v238;
      ap_int<48> v240 = total;
      ap_int<49> v241 = v240;
      ap_int<49> v242 = v239;
      ap_int<49> v243 = v241 + v242;
      ap_int<48> v244 = v243;
      total = v244;
      ap_int<512> v245 = word;
      int16_t v246;
      ap_int<512> v246_tmp = v245;
      v246 = v246_tmp(111, 96);
      int16_t weight6;
      weight6 = v246;
      int16_t v248 = weight6;
      int16_t v249 = inputs[w1][6];
      int32_t v250 = v248;
      int32_t v251 = v249;
      int32_t v252 = v250 * v251;
      ap_int<48> v253 = total;
      ap_int<49> v254 = v253;
      ap_int<49> v255 = v252;
      ap_int<49> v256 = v254 + v255;
      ap_int<48> v257 = v256;
      total = v257;
      ap_int<512> v258 = word;
      int16_t v259;
      ap_int<512> v259_tmp = v258;
      v259 = v259_tmp(127, 112);
      int16_t weight7;
      weight7 = v259;
      int16_t v261 = weight7;
      int16_t v262 = inputs[w1][7];
      int32_t v263 = v261;
      int32_t v264 = v262;
      int32_t v265 = v263 * v264;
      ap_int<48> v266 = total;
      ap_int<49> v267 = v266;
      ap_int<49> v268 = v265;
      ap_int<49> v269 = v267 + v268;
      ap_int<48> v270 = v269;
      total = v270;
      ap_int<512> v271 = word;
      int16_t v272;
      ap_int<512> v272_tmp = v271;
      v272 = v272_tmp(143, 128);
      int16_t weight8;
      weight8 = v272;
      int16_t v274 = weight8;
      int16_t v275 = inputs[w1][8];
      int32_t v276 = v274;
      int32_t v277 = v275;
      int32_t v278 = v276 * v277;
      ap_int<48> v279 = total;
      ap_int<49> v280 = v279;
      ap_int<49> v281 = v278;
      ap_int<49> v282 = v280 + v281;
      ap_int<48> v283 = v282;
      total = v283;
      ap_int<512> v284 = word;
      int16_t v285;
      ap_int<512> v285_tmp = v284;
      v285 = v285_tmp(159, 144);
      int16_t weight9;
      weight9 = v285;
      int16_t v287 = weight9;
      int16_t v288 = inputs[w1][9];
      int32_t v289 = v287;
      int32_t v290 = v288;
      int32_t v291 = v289 * v290;
      ap_int<48> v292 = total;
      ap_int<49> v293 = v292;
      ap_int<49> v294 = v291;
      ap_int<49> v295 = v293 + v294;
      ap_int<48> v296 = v295;
      total = v296;
      ap_int<512> v297 = word;
      int16_t v298;
      ap_int<512> v298_tmp = v297;
      v298 = v298_tmp(175, 160);
      int16_t weight10;
      weight10 = v298;
      int16_t v300 = weight10;
      int16_t v301 = inputs[w1][10];
      int32_t v302 = v300;
      int32_t v303 = v301;
      int32_t v304 = v302 * v303;
      ap_int<48> v305 = total;
      ap_int<49> v306 = v305;
      ap_int<49> v307 = v304;
      ap_int<49> v308 = v306 + v307;
      ap_int<48> v309 = v308;
      total = v309;
      ap_int<512> v310 = word;
      int16_t v311;
      ap_int<512> v311_tmp = v310;
      v311 = v311_tmp(191, 176);
      int16_t weight11;
      weight11 = v311;
      int16_t v313 = weight11;
      int16_t v314 = inputs[w1][11];
      int32_t v315 = v313;
      int32_t v316 = v314;
      int32_t v317 = v315 * v316;
      ap_int<48> v318 = total;
      ap_int<49> v319 = v318;
      ap_int<49> v320 = v317;
      ap_int<49> v321 = v319 + v320;
      ap_int<48> v322 = v321;
      total = v322;
      ap_int<512> v323 = word;
      int16_t v324;
      ap_int<512> v324_tmp = v323;
      v324 = v324_tmp(207, 192);
      int16_t weight12;
      weight12 = v324;
      int16_t v326 = weight12;
      int16_t v327 = inputs[w1][12];
      int32_t v328 = v326;
      int32_t v329 = v327;
      int32_t v330 = v328 * v329;
      ap_int<48> v331 = total;
      ap_int<49> v332 = v331;
      ap_int<49> v333 = v330;
      ap_int<49> v334 = v332 + v333;
      ap_int<48> v335 = v334;
      total = v335;
      ap_int<512> v336 = word;
      int16_t v337;
      ap_int<512> v337_tmp = v336;
      v337 = v337_tmp(223, 208);
      int16_t weight13;
      weight13 = v337;
      int16_t v339 = weight13;
      int16_t v340 = inputs[w1][13];
      int32_t v341 = v339;
      int32_t v342 = v340;
      int32_t v343 = v341 * v342;
      ap_int<48> v344 = total;
      ap_int<49> v345 = v344;
      ap_int<49> v346 = v343;
      ap_int<49> v347 = v345 + v346;
      ap_int<48> v348 = v347;
      total = v348;
      ap_int<512> v349 = word;
      int16_t v350;
      ap_int<512> v350_tmp = v349;
      v350 = v350_tmp(239, 224);
      int16_t weight14;
      weight14 = v350;
      int16_t v352 = weight14;
      int16_t v353 = inputs[w1][14];
      int32_t v354 = v352;
      int32_t v355 = v353;
      int32_t v356 = v354 * v355;
      ap_int<48> v357 = total;
      ap_int<49> v358 = v357;
      ap_int<49> v359 = v356;
      ap_int<49> v360 = v358 + v359;
      ap_int<48> v361 = v360;
      total = v361;
      ap_int<512> v362 = word;
      int16_t v363;
      ap_int<512> v363_tmp = v362;
      v363 = v363_tmp(255, 240);
      int16_t weight15;
      weight15 = v363;
      int16_t v365 = weight15;
      int16_t v366 = inputs[w1][15];
      int32_t v367 = v365;
      int32_t v368 = v366;
      int32_t v369 = v367 * v368;
      ap_int<48> v370 = total;
      ap_int<49> v371 = v370;
      ap_int<49> v372 = v369;
      ap_int<49> v373 = v371 + v372;
      ap_int<48> v374 = v373;
      total = v374;
      ap_int<512> v375 = word;
      int16_t v376;
      ap_int<512> v376_tmp = v375;
      v376 = v376_tmp(271, 256);
      int16_t weight16;
      weight16 = v376;
      int16_t v378 = weight16;
      int16_t v379 = inputs[w1][16];
      int32_t v380 = v378;
      int32_t v381 = v379;
      int32_t v382 = v380 * v381;
      ap_int<48> v383 = total;
      ap_int<49> v384 = v383;
      ap_int<49> v385 = v382;
      ap_int<49> v386 = v384 + v385;
      ap_int<48> v387 = v386;
      total = v387;
      ap_int<512> v388 = word;
      int16_t v389;
      ap_int<512> v389_tmp = v388;
      v389 = v389_tmp(287, 272);
      int16_t weight17;
      weight17 = v389;
      int16_t v391 = weight17;
      int16_t v392 = inputs[w1][17];
      int32_t v393 = v391;
      int32_t v394 = v392;
      int32_t v395 = v393 * v394;
      ap_int<48> v396 = total;
      ap_int<49> v397 = v396;
      ap_int<49> v398 = v395;
      ap_int<49> v399 = v397 + v398;
      ap_int<48> v400 = v399;
      total = v400;
      ap_int<512> v401 = word;
      int16_t v402;
      ap_int<512> v402_tmp = v401;
      v402 = v402_tmp(303, 288);
      int16_t weight18;
      weight18 = v402;
      int16_t v404 = weight18;
      int16_t v405 = inputs[w1][18];
      int32_t v406 = v404;
      int32_t v407 = v405;
      int32_t v408 = v406 * v407;
      ap_int<48> v409 = total;
      ap_int<49> v410 = v409;
      ap_int<49> v411 = v408;
      ap_int<49> v412 = v410 + v411;
      ap_int<48> v413 = v412;
      total = v413;
      ap_int<512> v414 = word;
      int16_t v415;
      ap_int<512> v415_tmp = v414;
      v415 = v415_tmp(319, 304);
      int16_t weight19;
      weight19 = v415;
      int16_t v417 = weight19;
      int16_t v418 = inputs[w1][19];
      int32_t v419 = v417;
      int32_t v420 = v418;
      int32_t v421 = v419 * v420;
      ap_int<48> v422 = total;
      ap_int<49> v423 = v422;
      ap_int<49> v424 = v421;
      ap_int<49> v425 = v423 + v424;
      ap_int<48> v426 = v425;
      total = v426;
      ap_int<512> v427 = word;
      int16_t v428;
      ap_int<512> v428_tmp = v427;
      v428 = v428_tmp(335, 320);
      int16_t weight20;
      weight20 = v428;
      int16_t v430 = weight20;
      int16_t v431 = inputs[w1][20];
      int32_t v432 = v430;
      int32_t v433 = v431;
      int32_t v434 = v432 * v433;
      ap_int<48> v435 = total;
      ap_int<49> v436 = v435;
      ap_int<49> v437 = v434;
      ap_int<49> v438 = v436 + v437;
      ap_int<48> v439 = v438;
      total = v439;
      ap_int<512> v440 = word;
      int16_t v441;
      ap_int<512> v441_tmp = v440;
      v441 = v441_tmp(351, 336);
      int16_t weight21;
      weight21 = v441;
      int16_t v443 = weight21;
      int16_t v444 = inputs[w1][21];
      int32_t v445 = v443;
      int32_t v446 = v444;
      int32_t v447 = v445 * v446;
      ap_int<48> v448 = total;
      ap_int<49> v449 = v448;
      ap_int<49> v450 = v447;
      ap_int<49> v451 = v449 + v450;
      ap_int<48> v452 = v451;
      total = v452;
      ap_int<512> v453 = word;
      int16_t v454;
      ap_int<512> v454_tmp = v453;
      v454 = v454_tmp(367, 352);
      int16_t weight22;
      weight22 = v454;
      int16_t v456 = weight22;
      int16_t v457 = inputs[w1][22];
      int32_t v458 = v456;
      int32_t v459 = v457;
      int32_t v460 = v458 * v459;
      ap_int<48> v461 = total;
      ap_int<49> v462 = v461;
      ap_int<49> v463 = v460;
      ap_int<49> v464 = v462 + v463;
      ap_int<48> v465 = v464;
      total = v465;
      ap_int<512> v466 = word;
      int16_t v467;
      ap_int<512> v467_tmp = v466;
      v467 = v467_tmp(383, 368);
      int16_t weight23;
      weight23 = v467;
      int16_t v469 = weight23;
      int16_t v470 = inputs[w1][23];
      int32_t v471 = v469;
      int32_t v472 = v470;
      int32_t v473 = v471 * v472;
      ap_int<48> v474 = total;
      ap_int<49> v475 = v474;
      ap_int<49> v476 = v473;
      ap_int<49> v477 = v475 + v476;
      ap_int<48> v478 = v477;
      total = v478;
      ap_int<512> v479 = word;
      int16_t v480;
      ap_int<512> v480_tmp = v479;
      v480 = v480_tmp(399, 384);
      int16_t weight24;
      weight24 = v480;
      int16_t v482 = weight24;
      int16_t v483 = inputs[w1][24];
      int32_t v484 = v482;
      int32_t v485 = v483;
      int32_t v486 = v484 * v485;
      ap_int<48> v487 = total;
      ap_int<49> v488 = v487;
      ap_int<49> v489 = v486;
      ap_int<49> v490 = v488 + v489;
      ap_int<48> v491 = v490;
      total = v491;
      ap_int<512> v492 = word;
      int16_t v493;
      ap_int<512> v493_tmp = v492;
      v493 = v493_tmp(415, 400);
      int16_t weight25;
      weight25 = v493;
      int16_t v495 = weight25;
      int16_t v496 = inputs[w1][25];
      int32_t v497 = v495;
      int32_t v498 = v496;
      int32_t v499 = v497 * v498;
      ap_int<48> v500 = total;
      ap_int<49> v501 = v500;
      ap_int<49> v502 = v499;
      ap_int<49> v503 = v501 + v502;
      ap_int<48> v504 = v503;
      total = v504;
      ap_int<512> v505 = word;
      int16_t v506;
      ap_int<512> v506_tmp = v505;
      v506 = v506_tmp(431, 416);
      int16_t weight26;
      weight26 = v506;
      int16_t v508 = weight26;
      int16_t v509 = inputs[w1][26];
      int32_t v510 = v508;
      int32_t v511 = v509;
      int32_t v512 = v510 * v511;
      ap_int<48> v513 = total;
      ap_int<49> v514 = v513;
      ap_int<49> v515 = v512;
      ap_int<49> v516 = v514 + v515;
      ap_int<48> v517 = v516;
      total = v517;
      ap_int<512> v518 = word;
      int16_t v519;
      ap_int<512> v519_tmp = v518;
      v519 = v519_tmp(447, 432);
      int16_t weight27;
      weight27 = v519;
      int16_t v521 = weight27;
      int16_t v522 = inputs[w1][27];
      int32_t v523 = v521;
      int32_t v524 = v522;
      int32_t v525 = v523 * v524;
      ap_int<48> v526 = total;
      ap_int<49> v527 = v526;
      ap_int<49> v528 = v525;
      ap_int<49> v529 = v527 + v528;
      ap_int<48> v530 = v529;
      total = v530;
      ap_int<512> v531 = word;
      int16_t v532;
      ap_int<512> v532_tmp = v531;
      v532 = v532_tmp(463, 448);
      int16_t weight28;
      weight28 = v532;
      int16_t v534 = weight28;
      int16_t v535 = inputs[w1][28];
      int32_t v536 = v534;
      int32_t v537 = v535;
      int32_t v538 = v536 * v537;
      ap_int<48> v539 = total;
      ap_int<49> v540 = v539;
      ap_int<49> v541 = v538;
      ap_int<49> v542 = v540 + v541;
      ap_int<48> v543 = v542;
      total = v543;
      ap_int<512> v544 = word;
      int16_t v545;
      ap_int<512> v545_tmp = v544;
      v545 = v545_tmp(479, 464);
      int16_t weight29;
      weight29 = v545;
      int16_t v547 = weight29;
      int16_t v548 = inputs[w1][29];
      int32_t v549 = v547;
      int32_t v550 = v548;
      int32_t v551 = v549 * v550;
      ap_int<48> v552 = total;
      ap_int<49> v553 = v552;
      ap_int<49> v554 = v551;
      ap_int<49> v555 = v553 + v554;
      ap_int<48> v556 = v555;
      total = v556;
      ap_int<512> v557 = word;
      int16_t v558;
      ap_int<512> v558_tmp = v557;
      v558 = v558_tmp(495, 480);
      int16_t weight30;
      weight30 = v558;
      int16_t v560 = weight30;
      int16_t v561 = inputs[w1][30];
      int32_t v562 = v560;
      int32_t v563 = v561;
      int32_t v564 = v562 * v563;
      ap_int<48> v565 = total;
      ap_int<49> v566 = v565;
      ap_int<49> v567 = v564;
      ap_int<49> v568 = v566 + v567;
      ap_int<48> v569 = v568;
      total = v569;
      ap_int<512> v570 = word;
      int16_t v571;
      ap_int<512> v571_tmp = v570;
      v571 = v571_tmp(511, 496);
      int16_t weight31;
      weight31 = v571;
      int16_t v573 = weight31;
      int16_t v574 = inputs[w1][31];
      int32_t v575 = v573;
      int32_t v576 = v574;
      int32_t v577 = v575 * v576;
      ap_int<48> v578 = total;
      ap_int<49> v579 = v578;
      ap_int<49> v580 = v577;
      ap_int<49> v581 = v579 + v580;
      ap_int<48> v582 = v581;
      total = v582;
      ap_int<48> v583 = total;
      ap_int<48> v584 = logit;
      ap_int<49> v585 = v584;
      ap_int<49> v586 = v583;
      ap_int<49> v587 = v585 + v586;
      ap_int<48> v588 = v587;
      logit = v588;
    }
    ap_int<48> v589 = logit;
    logits[e] = v589;
    int32_t v590 = row;
    ap_int<33> v591 = v590;
    ap_int<33> v592 = v591 + 1;
    int32_t v593 = v592;
    row = v593;
  }
  ap_int<48> best;
  best = 0;
  l_largest_e1: for (int e1 = 0; e1 < 4; e1++) {
  #pragma HLS pipeline II=1
    ap_int<48> v596 = logits[e1];
    ap_int<48> v597 = best;
    bool v598 = v596 > v597;
    if (v598) {
      ap_int<48> v599 = logits[e1];
      best = v599;
    }
  }
  int32_t weights_of[4];
  int64_t whole;
  whole = 0;
  l_exponential_e2: for (int e2 = 0; e2 < 4; e2++) {
  #pragma HLS pipeline II=1
    ap_int<48> v605 = best;
    ap_int<48> v606 = logits[e2];
    ap_int<49> v607 = v605;
    ap_int<49> v608 = v606;
    ap_int<49> v609 = v607 - v608;
    int32_t v610 = v138[0];
    ap_int<49> v611 = v610;
    ap_int<49> v612 = v609 >> v611;
    ap_int<48> v613 = v612;
    ap_int<48> below;
    below = v613;
    int32_t exponential;
    exponential = 0;
    ap_int<48> v616 = below;
    bool v617 = v616 < 16384;
    if (v617) {
      ap_int<48> v618 = below;
      int32_t v619 = v618;
      int32_t steps;
      steps = v619;
      int32_t v621 = steps;
      int32_t v622 = v621 >> 6;
      int v623 = v622;
      int32_t v624 = coarse[v623];
      int64_t v625 = v624;
      int64_t high1;
      high1 = v625;
      int64_t v627 = high1;
      int32_t v628 = steps;
      int32_t v629 = v628 & 63;
      int v630 = v629;
      int32_t v631 = fine[v630];
      ap_int<96> v632 = v627;
      ap_int<96> v633 = v631;
      ap_int<96> v634 = v632 * v633;
      ap_int<96> v635 = v634 >> 16;
      int32_t v636 = v635;
      exponential = v636;
    }
    int32_t v637 = exponential;
    weights_of[e2] = v637;
    int32_t v638 = exponential;
    int64_t v639 = whole;
    ap_int<65> v640 = v639;
    ap_int<65> v641 = v638;
    ap_int<65> v642 = v640 + v641;
    int64_t v643 = v642;
    whole = v643;
  }
  uint8_t taken[4];
  for (int v645 = 0; v645 < 4; v645++) {
    taken[v645] = 0;
  }
  l_choose_k: for (int k = 0; k < 1; k++) {
    int32_t chosen;
    chosen = 0;
    ap_int<48> largest;
    largest = 0;
    l_choose_largest_e3: for (int e3 = 0; e3 < 4; e3++) {
    #pragma HLS pipeline II=1
      uint8_t v650 = taken[e3];
      int32_t v651 = v650;
      bool v652 = v651 == 0;
      if (v652) {
        ap_int<48> v653 = logits[e3];
        ap_int<48> v654 = largest;
        bool v655 = v653 > v654;
        if (v655) {
          ap_int<48> v656 = logits[e3];
          largest = v656;
          int32_t v657 = e3;
          chosen = v657;
        }
      }
    }
    int32_t v658 = chosen;
    int v659 = v658;
    taken[v659] = 1;
    int32_t v660 = chosen;
    int v661 = v660;
    int32_t v662 = weights_of[v661];
    int64_t v663 = v662;
    int64_t share;
    share = v663;
    int64_t v665 = share;
    int64_t v666 = v665 << 16;
    share = v666;
    int32_t v667 = chosen;
    v141[k] = v667;
    int64_t v668 = share;
    int64_t v669 = whole;
    int64_t v670 = v668 / v669;
    int32_t v671 = v670;
    v142[k] = v671;
  }
}

void control_0(
  int32_t v672[5],
  int16_t v673[32],
  ap_uint<512> v674[8],
  uint8_t v675[44],
  int32_t v676[6],
  hls::stream< int32_t >& v677,
  hls::stream< int32_t >& v678
) {
  static int32_t __stateful_control_0_tags_1[4];
  static int32_t __stateful_control_0_ages_2[4];
  static int32_t __stateful_control_0_path_3[2];
  int32_t v683 = v672[0];
  int32_t layer;
  layer = v683;
  int32_t v685 = v672[3];
  bool v686 = v685 == 1;
  if (v686) {
    l_forget_i2: for (int i2 = 0; i2 < 4; i2++) {
      __stateful_control_0_tags_1[i2] = 0;
      __stateful_control_0_ages_2[i2] = 0;
    }
  }
  int32_t early;
  early = -1;
  int32_t early_slot;
  early_slot = -1;
  int32_t v690 = v672[1];
  bool v691 = v690 == 1;
  if (v691) {
    __stateful_control_0_path_3[0] = 0;
    __stateful_control_0_path_3[1] = 0;
    int32_t v692 = layer;
    int32_t v693;
    predicted_expert(v692, 0, 0, v675, &v693);
    int32_t guess;
    guess = v693;
    int32_t v695 = layer;
    int32_t v696 = guess;
    int32_t v697;
    touched_slot(v695, v696, __stateful_control_0_tags_1, __stateful_control_0_ages_2, &v697);
    int32_t given;
    given = v697;
    int32_t v699 = given;
    int32_t v700 = v699 & 1;
    bool v701 = v700 == 0;
    if (v701) {
      int32_t v702 = layer;
      int64_t v703 = v702;
      int64_t v704 = v703 * 4;
      int32_t v705 = guess;
      ap_int<65> v706 = v704;
      ap_int<65> v707 = v705;
      ap_int<65> v708 = v706 + v707;
      int32_t v709 = v708;
      early = v709;
      int32_t v710 = given;
      int32_t v711 = v710 >> 1;
      early_slot = v711;
    }
  }
  int32_t v712 = early;
  v677.write(v712);
  int32_t v713 = early_slot;
  v678.write(v713);
  int32_t at_layer[1];
  for (int v715 = 0; v715 < 1; v715++) {
    at_layer[v715] = 0;
  }
  int32_t v716 = layer;
  at_layer[0] = v716;
  int32_t step_shift[1];
  for (int v718 = 0; v718 < 1; v718++) {
    step_shift[v718] = 0;
  }
  int32_t v719 = v672[4];
  step_shift[0] = v719;
  int32_t chosen1[1];
  for (int v721 = 0; v721 < 1; v721++) {
    chosen1[v721] = 0;
  }
  int32_t scale[1];
  for (int v723 = 0; v723 < 1; v723++) {
    scale[v723] = 0;
  }
  router(at_layer, step_shift, v673, v674, chosen1, scale);
  int32_t v724 = chosen1[0];
  int32_t expert1;
  expert1 = v724;
  int32_t v726 = layer;
  int32_t v727 = expert1;
  int32_t v728;
  touched_slot(v726, v727, __stateful_control_0_tags_1, __stateful_control_0_ages_2, &v728);
  int32_t found;
  found = v728;
  int32_t v730 = found;
  int32_t v731 = v730 & 1;
  int32_t hit1;
  hit1 = v731;
  int32_t v733 = found;
  int32_t v734 = v733 >> 1;
  int32_t slot1;
  slot1 = v734;
  int32_t demand;
  demand = -1;
  int32_t demand_slot;
  demand_slot = -1;
  int32_t v738 = hit1;
  bool v739 = v738 == 0;
  if (v739) {
    int32_t v740 = layer;
    int64_t v741 = v740;
    int64_t v742 = v741 * 4;
    int32_t v743 = expert1;
    ap_int<65> v744 = v742;
    ap_int<65> v745 = v743;
    ap_int<65> v746 = v744 + v745;
    int32_t v747 = v746;
    demand = v747;
    int32_t v748 = slot1;
    demand_slot = v748;
  }
  int32_t v749 = demand;
  v677.write(v749);
  int32_t v750 = demand_slot;
  v678.write(v750);
  int32_t v751 = slot1;
  v678.write(v751);
  int32_t v752 = scale[0];
  v678.write(v752);
  int32_t v753 = __stateful_control_0_path_3[0];
  bool v754 = v753 < 3;
  if (v754) {
    int32_t v755 = __stateful_control_0_path_3[0];
    ap_int<33> v756 = v755;
    ap_int<33> v757 = v756 + 1;
    int32_t v758 = v757;
    __stateful_control_0_path_3[0] = v758;
  }
  int32_t v759 = __stateful_control_0_path_3[1];
  int64_t v760 = v759;
  int64_t v761 = v760 * 4;
  int32_t v762 = expert1;
  ap_int<65> v763 = v761;
  ap_int<65> v764 = v762;
  ap_int<65> v765 = v763 + v764;
  int32_t v766 = __stateful_control_0_path_3[0];
  int v767 = v766;
  int32_t v768 = contexts[v767];
  ap_int<65> v769 = v768;
  ap_int<65> v770 = v765 % v769;
  int32_t v771 = v770;
  __stateful_control_0_path_3[1] = v771;
  int32_t v772 = layer;
  ap_int<33> v773 = v772;
  ap_int<33> v774 = v773 + 1;
  int32_t v775 = v774;
  int32_t coming;
  coming = v775;
  int32_t v777 = coming;
  bool v778 = v777 == 2;
  if (v778) {
    coming = 0;
  }
  int32_t next_guess;
  next_guess = -1;
  int32_t ahead;
  ahead = -1;
  int32_t ahead_slot;
  ahead_slot = -1;
  int32_t v782 = v672[2];
  bool v783 = v782 == 0;
  if (v783) {
    int32_t v784 = coming;
    int32_t v785 = __stateful_control_0_path_3[0];
    int32_t v786 = __stateful_control_0_path_3[1];
    int32_t v787;
    predicted_expert(v784, v785, v786, v675, &v787);
    next_guess = v787;
    int32_t v788 = coming;
    int32_t v789 = next_guess;
    int32_t v790;
    touched_slot(v788, v789, __stateful_control_0_tags_1, __stateful_control_0_ages_2, &v790);
    int32_t next_given;
    next_given = v790;
    int32_t v792 = next_given;
    int32_t v793 = v792 & 1;
    bool v794 = v793 == 0;
    if (v794) {
      int32_t v795 = coming;
      int64_t v796 = v795;
      int64_t v797 = v796 * 4;
      int32_t v798 = next_guess;
      ap_int<65> v799 = v797;
      ap_int<65> v800 = v798;
      ap_int<65> v801 = v799 + v800;
      int32_t v802 = v801;
      ahead = v802;
      int32_t v803 = next_given;
      int32_t v804 = v803 >> 1;
      ahead_slot = v804;
    }
  }
  int32_t v805 = ahead;
  v677.write(v805);
  int32_t v806 = ahead_slot;
  v678.write(v806);
  int32_t v807 = expert1;
  v676[0] = v807;
  int32_t v808 = scale[0];
  v676[1] = v808;
  int32_t v809 = hit1;
  v676[2] = v809;
  int32_t v810 = slot1;
  v676[3] = v810;
  int32_t v811 = next_guess;
  v676[4] = v811;
  int32_t v812 = ahead_slot;
  v676[5] = v812;
}

void fetch_0(
  uint64_t v813[2048],
  uint16_t v814[2048],
  int32_t v815[768],
  hls::stream< int32_t >& v816,
  hls::stream< uint64_t >& v817,
  hls::stream< uint16_t >& v818,
  hls::stream< int32_t >& v819
) {
  l_S_order_0_order: for (int order = 0; order < 3; order++) {
    int32_t v821 = v816.read();
    int32_t wanted;
    wanted = v821;
    int32_t v823 = wanted;
    bool v824 = v823 >= 0;
    if (v824) {
      int32_t v825 = wanted;
      int64_t v826 = v825;
      int64_t v827 = v826 * 256;
      int32_t v828 = v827;
      int32_t first_word;
      first_word = v828;
      int32_t v830 = wanted;
      int64_t v831 = v830;
      int64_t v832 = v831 * 96;
      int32_t v833 = v832;
      int32_t first_multiplier;
      first_multiplier = v833;
      l_S_up_word_0_up_word: for (int up_word = 0; up_word < 128; up_word++) {
      #pragma HLS pipeline II=1
        int32_t v836 = up_word;
        int32_t up_step;
        up_step = v836;
        int32_t v838 = first_word;
        int32_t v839 = up_step;
        ap_int<33> v840 = v838;
        ap_int<33> v841 = v839;
        ap_int<33> v842 = v840 + v841;
        int v843 = v842;
        uint64_t v844 = v813[v843];
        v817.write(v844);
        int32_t v845 = first_word;
        int32_t v846 = up_step;
        ap_int<33> v847 = v845;
        ap_int<33> v848 = v846;
        ap_int<33> v849 = v847 + v848;
        int v850 = v849;
        uint16_t v851 = v814[v850];
        v818.write(v851);
      }
      l_S_up_row_1_up_row: for (int up_row = 0; up_row < 64; up_row++) {
      #pragma HLS pipeline II=1
        int32_t v853 = up_row;
        int32_t up_place;
        up_place = v853;
        int32_t v855 = first_multiplier;
        int32_t v856 = up_place;
        ap_int<33> v857 = v855;
        ap_int<33> v858 = v856;
        ap_int<33> v859 = v857 + v858;
        int v860 = v859;
        int32_t v861 = v815[v860];
        v819.write(v861);
      }
      int32_t v862 = first_word;
      ap_int<33> v863 = v862;
      ap_int<33> v864 = v863 + 128;
      int32_t v865 = v864;
      first_word = v865;
      int32_t v866 = first_multiplier;
      ap_int<33> v867 = v866;
      ap_int<33> v868 = v867 + 64;
      int32_t v869 = v868;
      first_multiplier = v869;
      l_S_down_word_2_down_word: for (int down_word = 0; down_word < 128; down_word++) {
      #pragma HLS pipeline II=1
        int32_t v871 = down_word;
        int32_t down_step;
        down_step = v871;
        int32_t v873 = first_word;
        int32_t v874 = down_step;
        ap_int<33> v875 = v873;
        ap_int<33> v876 = v874;
        ap_int<33> v877 = v875 + v876;
        int v878 = v877;
        uint64_t v879 = v813[v878];
        v817.write(v879);
        int32_t v880 = first_word;
        int32_t v881 = down_step;
        ap_int<33> v882 = v880;
        ap_int<33> v883 = v881;
        ap_int<33> v884 = v882 + v883;
        int v885 = v884;
        uint16_t v886 = v814[v885];
        v818.write(v886);
      }
      l_S_down_row_3_down_row: for (int down_row = 0; down_row < 32; down_row++) {
      #pragma HLS pipeline II=1
        int32_t v888 = down_row;
        int32_t down_place;
        down_place = v888;
        int32_t v890 = first_multiplier;
        int32_t v891 = down_place;
        ap_int<33> v892 = v890;
        ap_int<33> v893 = v891;
        ap_int<33> v894 = v892 + v893;
        int v895 = v894;
        int32_t v896 = v815[v895];
        v819.write(v896);
      }
    }
  }
}

void group_products(
  uint64_t v897,
  uint16_t v898,
  int8_t v899[4],
  int32_t v900[4]
) {
  #pragma HLS array_partition variable=v899 complete dim=1

  #pragma HLS array_partition variable=v900 complete dim=1

  int32_t total1;
  total1 = 0;
  int32_t v902;
  ap_int<64> v902_tmp = v897;
  v902 = v902_tmp(7, 0);
  int8_t v903 = v902;
  int8_t weight32;
  weight32 = v903;
  int32_t v905;
  ap_int<16> v905_tmp = v898;
  v905 = v905_tmp(1, 0);
  uint8_t v906 = v905;
  uint8_t code;
  code = v906;
  int8_t v908 = code;
  int32_t v909 = v908;
  int32_t v910 = v909 & 3;
  uint8_t v911 = v910;
  uint8_t place;
  place = v911;
  int8_t v913 = weight32;
  int8_t v914 = place;
  int v915 = v914;
  int8_t v916 = v899[v915];
  int16_t v917 = v913;
  int16_t v918 = v916;
  int16_t v919 = v917 * v918;
  int32_t v920 = total1;
  ap_int<33> v921 = v920;
  ap_int<33> v922 = v919;
  ap_int<33> v923 = v921 + v922;
  int32_t v924 = v923;
  total1 = v924;
  int32_t v925;
  ap_int<64> v925_tmp = v897;
  v925 = v925_tmp(15, 8);
  int8_t v926 = v925;
  int8_t weight33;
  weight33 = v926;
  int32_t v928;
  ap_int<16> v928_tmp = v898;
  v928 = v928_tmp(3, 2);
  uint8_t v929 = v928;
  uint8_t code1;
  code1 = v929;
  int8_t v931 = code1;
  int32_t v932 = v931;
  int32_t v933 = v932 & 3;
  uint8_t v934 = v933;
  uint8_t place1;
  place1 = v934;
  int8_t v936 = weight33;
  int8_t v937 = place1;
  int v938 = v937;
  int8_t v939 = v899[v938];
  int16_t v940 = v936;
  int16_t v941 = v939;
  int16_t v942 = v940 * v941;
  int32_t v943 = total1;
  ap_int<33> v944 = v943;
  ap_int<33> v945 = v942;
  ap_int<33> v946 = v944 + v945;
  int32_t v947 = v946;
  total1 = v947;
  int32_t v948 = total1;
  v900[0] = v948;
  int32_t total2;
  total2 = 0;
  int32_t v950;
  ap_int<64> v950_tmp = v897;
  v950 = v950_tmp(23, 16);
  int8_t v951 = v950;
  int8_t weight34;
  weight34 = v951;
  int32_t v953;
  ap_int<16> v953_tmp = v898;
  v953 = v953_tmp(5, 4);
  uint8_t v954 = v953;
  uint8_t code2;
  code2 = v954;
  int8_t v956 = code2;
  int32_t v957 = v956;
  int32_t v958 = v957 & 3;
  uint8_t v959 = v958;
  uint8_t place2;
  place2 = v959;
  int8_t v961 = weight34;
  int8_t v962 = place2;
  int v963 = v962;
  int8_t v964 = v899[v963];
  int16_t v965 = v961;
  int16_t v966 = v964;
  int16_t v967 = v965 * v966;
  int32_t v968 = total2;
  ap_int<33> v969 = v968;
  ap_int<33> v970 = v967;
  ap_int<33> v971 = v969 + v970;
  int32_t v972 = v971;
  total2 = v972;
  int32_t v973;
  ap_int<64> v973_tmp = v897;
  v973 = v973_tmp(31, 24);
  int8_t v974 = v973;
  int8_t weight35;
  weight35 = v974;
  int32_t v976;
  ap_int<16> v976_tmp = v898;
  v976 = v976_tmp(7, 6);
  uint8_t v977 = v976;
  uint8_t code3;
  code3 = v977;
  int8_t v979 = code3;
  int32_t v980 = v979;
  int32_t v981 = v980 & 3;
  uint8_t v982 = v981;
  uint8_t place3;
  place3 = v982;
  int8_t v984 = weight35;
  int8_t v985 = place3;
  int v986 = v985;
  int8_t v987 = v899[v986];
  int16_t v988 = v984;
  int16_t v989 = v987;
  int16_t v990 = v988 * v989;
  int32_t v991 = total2;
  ap_int<33> v992 = v991;
  ap_int<33> v993 = v990;
  ap_int<33> v994 = v992 + v993;
  int32_t v995 = v994;
  total2 = v995;
  int32_t v996 = total2;
  v900[1] = v996;
  int32_t total3;
  total3 = 0;
  int32_t v998;
  ap_int<64> v998_tmp = v897;
  v998 = v998_tmp(39, 32);
  int8_t v999 = v998;
  int8_t weight36;
  weight36 = v999;
  int32_t v1001;
  ap_int<16> v1001_tmp = v898;
  v1001 = v1001_tmp(9, 8);
  uint8_t v1002 = v1001;
  uint8_t code4;
  code4 = v1002;
  int8_t v1004 = code4;
  int32_t v1005 = v1004;
  int32_t v1006 = v1005 & 3;
  uint8_t v1007 = v1006;
  uint8_t place4;
  place4 = v1007;
  int8_t v1009 = weight36;
  int8_t v1010 = place4;
  int v1011 = v1010;
  int8_t v1012 = v899[v1011];
  int16_t v1013 = v1009;
  int16_t v1014 = v1012;
  int16_t v1015 = v1013 * v1014;
  int32_t v1016 = total3;
  ap_int<33> v1017 = v1016;
  ap_int<33> v1018 = v1015;
  ap_int<33> v1019 = v1017 + v1018;
  int32_t v1020 = v1019;
  total3 = v1020;
  int32_t v1021;
  ap_int<64> v1021_tmp = v897;
  v1021 = v1021_tmp(47, 40);
  int8_t v1022 = v1021;
  int8_t weight37;
  weight37 = v1022;
  int32_t v1024;
  ap_int<16> v1024_tmp = v898;
  v1024 = v1024_tmp(11, 10);
  uint8_t v1025 = v1024;
  uint8_t code5;
  code5 = v1025;
  int8_t v1027 = code5;
  int32_t v1028 = v1027;
  int32_t v1029 = v1028 & 3;
  uint8_t v1030 = v1029;
  uint8_t place5;
  place5 = v1030;
  int8_t v1032 = weight37;
  int8_t v1033 = place5;
  int v1034 = v1033;
  int8_t v1035 = v899[v1034];
  int16_t v1036 = v1032;
  int16_t v1037 = v1035;
  int16_t v1038 = v1036 * v1037;
  int32_t v1039 = total3;
  ap_int<33> v1040 = v1039;
  ap_int<33> v1041 = v1038;
  ap_int<33> v1042 = v1040 + v1041;
  int32_t v1043 = v1042;
  total3 = v1043;
  int32_t v1044 = total3;
  v900[2] = v1044;
  int32_t total4;
  total4 = 0;
  int32_t v1046;
  ap_int<64> v1046_tmp = v897;
  v1046 = v1046_tmp(55, 48);
  int8_t v1047 = v1046;
  int8_t weight38;
  weight38 = v1047;
  int32_t v1049;
  ap_int<16> v1049_tmp = v898;
  v1049 = v1049_tmp(13, 12);
  uint8_t v1050 = v1049;
  uint8_t code6;
  code6 = v1050;
  int8_t v1052 = code6;
  int32_t v1053 = v1052;
  int32_t v1054 = v1053 & 3;
  uint8_t v1055 = v1054;
  uint8_t place6;
  place6 = v1055;
  int8_t v1057 = weight38;
  int8_t v1058 = place6;
  int v1059 = v1058;
  int8_t v1060 = v899[v1059];
  int16_t v1061 = v1057;
  int16_t v1062 = v1060;
  int16_t v1063 = v1061 * v1062;
  int32_t v1064 = total4;
  ap_int<33> v1065 = v1064;
  ap_int<33> v1066 = v1063;
  ap_int<33> v1067 = v1065 + v1066;
  int32_t v1068 = v1067;
  total4 = v1068;
  int32_t v1069;
  ap_int<64> v1069_tmp = v897;
  v1069 = v1069_tmp(63, 56);
  int8_t v1070 = v1069;
  int8_t weight39;
  weight39 = v1070;
  int32_t v1072;
  ap_int<16> v1072_tmp = v898;
  v1072 = v1072_tmp(15, 14);
  uint8_t v1073 = v1072;
  uint8_t code7;
  code7 = v1073;
  int8_t v1075 = code7;
  int32_t v1076 = v1075;
  int32_t v1077 = v1076 & 3;
  uint8_t v1078 = v1077;
  uint8_t place7;
  place7 = v1078;
  int8_t v1080 = weight39;
  int8_t v1081 = place7;
  int v1082 = v1081;
  int8_t v1083 = v899[v1082];
  int16_t v1084 = v1080;
  int16_t v1085 = v1083;
  int16_t v1086 = v1084 * v1085;
  int32_t v1087 = total4;
  ap_int<33> v1088 = v1087;
  ap_int<33> v1089 = v1086;
  ap_int<33> v1090 = v1088 + v1089;
  int32_t v1091 = v1090;
  total4 = v1091;
  int32_t v1092 = total4;
  v900[3] = v1092;
}

int8_t curve[1] = {0};
void activated(
  int32_t v1093,
  int32_t v1094,
  int8_t *v1095
) {
  int64_t v1096 = v1093;
  int64_t v1097 = v1094;
  int64_t v1098 = v1096 * v1097;
  int64_t scaled;
  scaled = v1098;
  int64_t v1100 = scaled;
  ap_int<65> v1101 = v1100;
  ap_int<65> v1102 = v1101 + 536870912;
  ap_int<65> v1103 = v1102 >> 30;
  int64_t v1104 = v1103;
  int64_t shifted;
  shifted = v1104;
  int8_t unit;
  unit = 0;
  int64_t v1107 = shifted;
  bool v1108 = v1107 > 127;
  if (v1108) {
    unit = 127;
  } else {
    int64_t v1109 = shifted;
    bool v1110 = v1109 > 0;
    if (v1110) {
      int64_t v1111 = shifted;
      int8_t v1112 = v1111;
      unit = v1112;
    } else {
      unit = 0;
    }
  }
  *v1095 = unit;
}

void finished(
  int32_t v1113,
  int32_t v1114,
  int32_t *v1115
) {
  int64_t v1116 = v1113;
  int64_t v1117 = v1114;
  int64_t v1118 = v1116 * v1117;
  int64_t scaled1;
  scaled1 = v1118;
  int64_t v1120 = scaled1;
  ap_int<65> v1121 = v1120;
  ap_int<65> v1122 = v1121 + 32768;
  ap_int<65> v1123 = v1122 >> 16;
  int64_t v1124 = v1123;
  int64_t shifted1;
  shifted1 = v1124;
  int32_t output;
  output = 0;
  int64_t v1127 = shifted1;
  bool v1128 = v1127 > 2147483647;
  if (v1128) {
    output = 2147483647;
  } else {
    int64_t v1129 = shifted1;
    bool v1130 = v1129 < -2147483648;
    if (v1130) {
      output = -2147483648;
    } else {
      int64_t v1131 = shifted1;
      int32_t v1132 = v1131;
      output = v1132;
    }
  }
  *v1115 = output;
}

void engine_0(
  int8_t v1133[32],
  int32_t v1134[32],
  hls::stream< int32_t >& v1135,
  hls::stream< uint64_t >& v1136,
  hls::stream< uint16_t >& v1137,
  hls::stream< int32_t >& v1138
) {
  static int64_t __stateful_engine_0_slot_values_1[4][256][1];
  #pragma HLS bind_storage variable=__stateful_engine_0_slot_values_1 type=ram_2p impl=uram
  #pragma HLS dependence variable=__stateful_engine_0_slot_values_1 type=inter false
  #pragma HLS array_partition variable=__stateful_engine_0_slot_values_1 complete dim=3
  static int16_t __stateful_engine_0_slot_places_2[4][256][1];
  #pragma HLS bind_storage variable=__stateful_engine_0_slot_places_2 type=ram_2p impl=uram
  #pragma HLS dependence variable=__stateful_engine_0_slot_places_2 type=inter false
  #pragma HLS array_partition variable=__stateful_engine_0_slot_places_2 complete dim=3
  static int32_t __stateful_engine_0_slot_multipliers_3[4][96];
  #pragma HLS bind_storage variable=__stateful_engine_0_slot_multipliers_3 type=ram_2p impl=uram
  #pragma HLS dependence variable=__stateful_engine_0_slot_multipliers_3 type=inter false
  int8_t inputs1[8][4];
  #pragma HLS array_partition variable=inputs1 complete dim=2

  int32_t up_sums[16][4];
  #pragma HLS array_partition variable=up_sums complete dim=2

  int32_t up_total[4];
  #pragma HLS array_partition variable=up_total complete dim=1

  for (int v1145 = 0; v1145 < 4; v1145++) {
    up_total[v1145] = 0;
  }
  int32_t up_products[4];
  #pragma HLS array_partition variable=up_products complete dim=1

  for (int v1147 = 0; v1147 < 4; v1147++) {
    up_products[v1147] = 0;
  }
  int8_t up_inputs[4];
  #pragma HLS array_partition variable=up_inputs complete dim=1

  for (int v1149 = 0; v1149 < 4; v1149++) {
    up_inputs[v1149] = 0;
  }
  int8_t hidden[16][4];
  #pragma HLS array_partition variable=hidden complete dim=2

  int32_t down_sums[8][4];
  #pragma HLS array_partition variable=down_sums complete dim=2

  int32_t down_total[4];
  #pragma HLS array_partition variable=down_total complete dim=1

  for (int v1153 = 0; v1153 < 4; v1153++) {
    down_total[v1153] = 0;
  }
  int32_t down_products[4];
  #pragma HLS array_partition variable=down_products complete dim=1

  for (int v1155 = 0; v1155 < 4; v1155++) {
    down_products[v1155] = 0;
  }
  int8_t down_inputs[4];
  #pragma HLS array_partition variable=down_inputs complete dim=1

  for (int v1157 = 0; v1157 < 4; v1157++) {
    down_inputs[v1157] = 0;
  }
  l_S_order_0_order1: for (int order1 = 0; order1 < 2; order1++) {
    int32_t v1159 = v1135.read();
    int32_t filled;
    filled = v1159;
    int32_t v1161 = filled;
    bool v1162 = v1161 >= 0;
    if (v1162) {
      l_S_up_word_0_up_word1: for (int up_word1 = 0; up_word1 < 128; up_word1++) {
      #pragma HLS pipeline II=1
        uint64_t v1164 = v1136.read();
        uint64_t up_values;
        up_values = v1164;
        int64_t v1166 = up_values;
        int32_t v1167;
        ap_int<64> v1167_tmp = v1166;
        v1167 = v1167_tmp(63, 0);
        uint64_t v1168 = v1167;
        int32_t v1169 = filled;
        int v1170 = v1169;
        __stateful_engine_0_slot_values_1[v1170][up_word1][0] = v1168;
        uint16_t v1171 = v1137.read();
        uint16_t up_places;
        up_places = v1171;
        int16_t v1173 = up_places;
        int32_t v1174;
        ap_int<16> v1174_tmp = v1173;
        v1174 = v1174_tmp(15, 0);
        uint16_t v1175 = v1174;
        int32_t v1176 = filled;
        int v1177 = v1176;
        __stateful_engine_0_slot_places_2[v1177][up_word1][0] = v1175;
      }
      l_S_up_row_1_up_row1: for (int up_row1 = 0; up_row1 < 64; up_row1++) {
      #pragma HLS pipeline II=1
        int32_t v1179 = v1138.read();
        int32_t v1180 = filled;
        int v1181 = v1180;
        __stateful_engine_0_slot_multipliers_3[v1181][up_row1] = v1179;
      }
      l_S_down_word_2_down_word1: for (int down_word1 = 0; down_word1 < 128; down_word1++) {
      #pragma HLS pipeline II=1
        uint64_t v1183 = v1136.read();
        uint64_t down_values;
        down_values = v1183;
        int64_t v1185 = down_values;
        int32_t v1186;
        ap_int<64> v1186_tmp = v1185;
        v1186 = v1186_tmp(63, 0);
        uint64_t v1187 = v1186;
        int32_t v1188 = filled;
        int v1189 = v1188;
        ap_int<34> v1190 = down_word1;
        ap_int<34> v1191 = v1190 + 128;
        int v1192 = v1191;
        __stateful_engine_0_slot_values_1[v1189][v1192][0] = v1187;
        uint16_t v1193 = v1137.read();
        uint16_t down_places;
        down_places = v1193;
        int16_t v1195 = down_places;
        int32_t v1196;
        ap_int<16> v1196_tmp = v1195;
        v1196 = v1196_tmp(15, 0);
        uint16_t v1197 = v1196;
        int32_t v1198 = filled;
        int v1199 = v1198;
        __stateful_engine_0_slot_places_2[v1199][v1192][0] = v1197;
      }
      l_S_down_row_3_down_row1: for (int down_row1 = 0; down_row1 < 32; down_row1++) {
      #pragma HLS pipeline II=1
        int32_t v1201 = v1138.read();
        int32_t v1202 = filled;
        int v1203 = v1202;
        ap_int<34> v1204 = down_row1;
        ap_int<34> v1205 = v1204 + 64;
        int v1206 = v1205;
        __stateful_engine_0_slot_multipliers_3[v1203][v1206] = v1201;
      }
    }
  }
  int32_t v1207 = v1135.read();
  int32_t present;
  present = v1207;
  int32_t v1209 = v1135.read();
  int32_t scale1;
  scale1 = v1209;
  int32_t v1211 = v1135.read();
  int32_t ahead1;
  ahead1 = v1211;
  l_load_g: for (int g = 0; g < 8; g++) {
    l_m: for (int m = 0; m < 4; m++) {
    #pragma HLS pipeline II=1
      int8_t v1215 = v1133[((g * 4) + m)];
      inputs1[g][m] = v1215;
    }
  }
  l_up_b: for (int b = 0; b < 16; b++) {
    l_g1: for (int g1 = 0; g1 < 8; g1++) {
    #pragma HLS pipeline II=1
      uint64_t present_up;
      present_up = 0;
      uint16_t up_codes;
      up_codes = 0;
      int32_t v1220 = present;
      int v1221 = v1220;
      int64_t v1222 = b;
      int64_t v1223 = v1222 * 8;
      ap_int<65> v1224 = v1223;
      ap_int<65> v1225 = g1;
      ap_int<65> v1226 = v1224 + v1225;
      int v1227 = v1226;
      uint64_t v1228 = __stateful_engine_0_slot_values_1[v1221][v1227][0];
      uint32_t v1229 = v1228;
      int64_t v1230 = present_up;
      int64_t v1231;
      ap_int<64> v1231_tmp = v1230;
      v1231_tmp(63, 0) = v1229;
      v1231 = v1231_tmp;
      present_up = v1231;
      int32_t v1232 = present;
      int v1233 = v1232;
      uint16_t v1234 = __stateful_engine_0_slot_places_2[v1233][v1227][0];
      uint32_t v1235 = v1234;
      int16_t v1236 = up_codes;
      int16_t v1237;
      ap_int<16> v1237_tmp = v1236;
      v1237_tmp(15, 0) = v1235;
      v1237 = v1237_tmp;
      up_codes = v1237;
      int32_t v1238 = ahead1;
      bool v1239 = v1238 >= 0;
      if (v1239) {
        uint64_t v1240 = v1136.read();
        uint64_t coming_up;
        coming_up = v1240;
        int64_t v1242 = coming_up;
        int32_t v1243;
        ap_int<64> v1243_tmp = v1242;
        v1243 = v1243_tmp(63, 0);
        uint64_t v1244 = v1243;
        int32_t v1245 = ahead1;
        int v1246 = v1245;
        __stateful_engine_0_slot_values_1[v1246][v1227][0] = v1244;
        uint16_t v1247 = v1137.read();
        uint16_t coming_up_codes;
        coming_up_codes = v1247;
        int16_t v1249 = coming_up_codes;
        int32_t v1250;
        ap_int<16> v1250_tmp = v1249;
        v1250 = v1250_tmp(15, 0);
        uint16_t v1251 = v1250;
        int32_t v1252 = ahead1;
        int v1253 = v1252;
        __stateful_engine_0_slot_places_2[v1253][v1227][0] = v1251;
      }
      l_S_m_6_m1: for (int m1 = 0; m1 < 4; m1++) {
        int8_t v1255 = inputs1[g1][m1];
        up_inputs[m1] = v1255;
      }
      int64_t v1256 = present_up;
      int16_t v1257 = up_codes;
      group_products(v1256, v1257, up_inputs, up_products);
      l_S_r_7_r: for (int r = 0; r < 4; r++) {
        ap_int<33> v1259 = g1;
        bool v1260 = v1259 == 0;
        int32_t v1261 = up_products[r];
        int32_t v1262 = up_total[r];
        ap_int<33> v1263 = v1262;
        ap_int<33> v1264 = v1261;
        ap_int<33> v1265 = v1263 + v1264;
        ap_int<33> v1266 = v1260 ? (ap_int<33>)v1264 : (ap_int<33>)v1265;
        int32_t v1267 = v1266;
        up_total[r] = v1267;
        int32_t v1268 = up_total[r];
        up_sums[b][r] = v1268;
      }
    }
  }
  l_activate_g2: for (int g2 = 0; g2 < 16; g2++) {
    l_m2: for (int m2 = 0; m2 < 4; m2++) {
    #pragma HLS pipeline II=1
      int32_t v1271 = present;
      int v1272 = v1271;
      int64_t v1273 = g2;
      int64_t v1274 = v1273 * 4;
      ap_int<65> v1275 = v1274;
      ap_int<65> v1276 = m2;
      ap_int<65> v1277 = v1275 + v1276;
      int v1278 = v1277;
      int32_t v1279 = __stateful_engine_0_slot_multipliers_3[v1272][v1278];
      int32_t up_multiplier;
      up_multiplier = v1279;
      int32_t v1281 = ahead1;
      bool v1282 = v1281 >= 0;
      if (v1282) {
        int32_t v1283 = v1138.read();
        int32_t v1284 = ahead1;
        int v1285 = v1284;
        __stateful_engine_0_slot_multipliers_3[v1285][v1278] = v1283;
      }
      int32_t v1286 = up_sums[g2][m2];
      int32_t v1287 = up_multiplier;
      int8_t v1288;
      activated(v1286, v1287, &v1288);
      hidden[g2][m2] = v1288;
    }
  }
  l_down_b1: for (int b1 = 0; b1 < 8; b1++) {
    l_g3: for (int g3 = 0; g3 < 16; g3++) {
    #pragma HLS pipeline II=1
      uint64_t present_down;
      present_down = 0;
      uint16_t down_codes;
      down_codes = 0;
      int32_t v1293 = present;
      int v1294 = v1293;
      int64_t v1295 = b1;
      int64_t v1296 = v1295 * 16;
      ap_int<65> v1297 = v1296;
      ap_int<65> v1298 = v1297 + 128;
      ap_int<66> v1299 = v1298;
      ap_int<66> v1300 = g3;
      ap_int<66> v1301 = v1299 + v1300;
      int v1302 = v1301;
      uint64_t v1303 = __stateful_engine_0_slot_values_1[v1294][v1302][0];
      uint32_t v1304 = v1303;
      int64_t v1305 = present_down;
      int64_t v1306;
      ap_int<64> v1306_tmp = v1305;
      v1306_tmp(63, 0) = v1304;
      v1306 = v1306_tmp;
      present_down = v1306;
      int32_t v1307 = present;
      int v1308 = v1307;
      uint16_t v1309 = __stateful_engine_0_slot_places_2[v1308][v1302][0];
      uint32_t v1310 = v1309;
      int16_t v1311 = down_codes;
      int16_t v1312;
      ap_int<16> v1312_tmp = v1311;
      v1312_tmp(15, 0) = v1310;
      v1312 = v1312_tmp;
      down_codes = v1312;
      int32_t v1313 = ahead1;
      bool v1314 = v1313 >= 0;
      if (v1314) {
        uint64_t v1315 = v1136.read();
        uint64_t coming_down;
        coming_down = v1315;
        int64_t v1317 = coming_down;
        int32_t v1318;
        ap_int<64> v1318_tmp = v1317;
        v1318 = v1318_tmp(63, 0);
        uint64_t v1319 = v1318;
        int32_t v1320 = ahead1;
        int v1321 = v1320;
        __stateful_engine_0_slot_values_1[v1321][v1302][0] = v1319;
        uint16_t v1322 = v1137.read();
        uint16_t coming_down_codes;
        coming_down_codes = v1322;
        int16_t v1324 = coming_down_codes;
        int32_t v1325;
        ap_int<16> v1325_tmp = v1324;
        v1325 = v1325_tmp(15, 0);
        uint16_t v1326 = v1325;
        int32_t v1327 = ahead1;
        int v1328 = v1327;
        __stateful_engine_0_slot_places_2[v1328][v1302][0] = v1326;
      }
      l_S_m_10_m3: for (int m3 = 0; m3 < 4; m3++) {
        int8_t v1330 = hidden[g3][m3];
        down_inputs[m3] = v1330;
      }
      int64_t v1331 = present_down;
      int16_t v1332 = down_codes;
      group_products(v1331, v1332, down_inputs, down_products);
      l_S_r_11_r1: for (int r1 = 0; r1 < 4; r1++) {
        ap_int<33> v1334 = g3;
        bool v1335 = v1334 == 0;
        int32_t v1336 = down_products[r1];
        int32_t v1337 = down_total[r1];
        ap_int<33> v1338 = v1337;
        ap_int<33> v1339 = v1336;
        ap_int<33> v1340 = v1338 + v1339;
        ap_int<33> v1341 = v1335 ? (ap_int<33>)v1339 : (ap_int<33>)v1340;
        int32_t v1342 = v1341;
        down_total[r1] = v1342;
        int32_t v1343 = down_total[r1];
        down_sums[b1][r1] = v1343;
      }
    }
  }
  l_store_b2: for (int b2 = 0; b2 < 8; b2++) {
    l_r2: for (int r2 = 0; r2 < 4; r2++) {
    #pragma HLS pipeline II=1
      int32_t v1346 = present;
      int v1347 = v1346;
      int64_t v1348 = b2;
      int64_t v1349 = v1348 * 4;
      ap_int<65> v1350 = v1349;
      ap_int<65> v1351 = v1350 + 64;
      ap_int<66> v1352 = v1351;
      ap_int<66> v1353 = r2;
      ap_int<66> v1354 = v1352 + v1353;
      int v1355 = v1354;
      int32_t v1356 = __stateful_engine_0_slot_multipliers_3[v1347][v1355];
      int32_t down_multiplier;
      down_multiplier = v1356;
      int32_t v1358 = ahead1;
      bool v1359 = v1358 >= 0;
      if (v1359) {
        int32_t v1360 = v1138.read();
        int32_t v1361 = ahead1;
        int v1362 = v1361;
        __stateful_engine_0_slot_multipliers_3[v1362][v1355] = v1360;
      }
      int32_t v1363 = down_sums[b2][r2];
      int32_t v1364 = down_multiplier;
      int32_t v1365;
      finished(v1363, v1364, &v1365);
      int64_t v1366 = v1365;
      int64_t answer;
      answer = v1366;
      int64_t v1368 = answer;
      int32_t v1369 = scale1;
      ap_int<96> v1370 = v1368;
      ap_int<96> v1371 = v1369;
      ap_int<96> v1372 = v1370 * v1371;
      ap_int<97> v1373 = v1372;
      ap_int<97> v1374 = v1373 + 32768;
      ap_int<97> v1375 = v1374 >> 16;
      int32_t v1376 = v1375;
      v1134[((b2 * 4) + r2)] = v1376;
    }
  }
}

/// This is top function.
void moe_layer(
  int32_t v1377[5],
  int16_t v1378[32],
  ap_uint<512> v1379[8],
  uint8_t v1380[44],
  int8_t v1381[32],
  uint64_t v1382[2048],
  uint16_t v1383[2048],
  int32_t v1384[768],
  int32_t v1385[6],
  int32_t v1386[32]
) {
  #pragma HLS dataflow
  hls::stream< int32_t > v1387;
  #pragma HLS stream variable=v1387 depth=4
  hls::stream< int32_t > v1388;
  #pragma HLS stream variable=v1388 depth=8
  hls::stream< uint64_t > v1389;
  #pragma HLS stream variable=v1389 depth=16
  hls::stream< uint16_t > v1390;
  #pragma HLS stream variable=v1390 depth=16
  hls::stream< int32_t > v1391;
  #pragma HLS stream variable=v1391 depth=16
  control_0(v1377, v1378, v1379, v1380, v1385, v1387, v1388);
  fetch_0(v1382, v1383, v1384, v1387, v1389, v1390, v1391);
  engine_0(v1381, v1386, v1388, v1389, v1390, v1391);
}
