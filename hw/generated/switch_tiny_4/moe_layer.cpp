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
  ap_int<48> v594 = logits[0];
  ap_int<48> best;
  best = v594;
  l_largest_e1: for (int e1 = 0; e1 < 4; e1++) {
  #pragma HLS pipeline II=1
    ap_int<48> v597 = logits[e1];
    ap_int<48> v598 = best;
    bool v599 = v597 > v598;
    if (v599) {
      ap_int<48> v600 = logits[e1];
      best = v600;
    }
  }
  int32_t weights_of[4];
  int64_t whole;
  whole = 0;
  l_exponential_e2: for (int e2 = 0; e2 < 4; e2++) {
  #pragma HLS pipeline II=1
    ap_int<48> v606 = best;
    ap_int<48> v607 = logits[e2];
    ap_int<49> v608 = v606;
    ap_int<49> v609 = v607;
    ap_int<49> v610 = v608 - v609;
    int32_t v611 = v138[0];
    ap_int<49> v612 = v611;
    ap_int<49> v613 = v610 >> v612;
    ap_int<48> v614 = v613;
    ap_int<48> below;
    below = v614;
    int32_t exponential;
    exponential = 0;
    ap_int<48> v617 = below;
    bool v618 = v617 < 16384;
    if (v618) {
      ap_int<48> v619 = below;
      int32_t v620 = v619;
      int32_t steps;
      steps = v620;
      int32_t v622 = steps;
      int32_t v623 = v622 >> 6;
      int v624 = v623;
      int32_t v625 = coarse[v624];
      int64_t v626 = v625;
      int64_t high1;
      high1 = v626;
      int64_t v628 = high1;
      int32_t v629 = steps;
      int32_t v630 = v629 & 63;
      int v631 = v630;
      int32_t v632 = fine[v631];
      ap_int<96> v633 = v628;
      ap_int<96> v634 = v632;
      ap_int<96> v635 = v633 * v634;
      ap_int<96> v636 = v635 >> 16;
      int32_t v637 = v636;
      exponential = v637;
    }
    int32_t v638 = exponential;
    weights_of[e2] = v638;
    int32_t v639 = exponential;
    int64_t v640 = whole;
    ap_int<65> v641 = v640;
    ap_int<65> v642 = v639;
    ap_int<65> v643 = v641 + v642;
    int64_t v644 = v643;
    whole = v644;
  }
  uint8_t taken[4];
  for (int v646 = 0; v646 < 4; v646++) {
    taken[v646] = 0;
  }
  l_choose_k: for (int k = 0; k < 1; k++) {
    int32_t chosen;
    chosen = -1;
    ap_int<48> largest;
    largest = 0;
    l_choose_largest_e3: for (int e3 = 0; e3 < 4; e3++) {
    #pragma HLS pipeline II=1
      uint8_t v651 = taken[e3];
      int32_t v652 = v651;
      bool v653 = v652 == 0;
      if (v653) {
        int32_t v654 = chosen;
        bool v655 = v654 < 0;
        if (v655) {
          ap_int<48> v656 = logits[e3];
          largest = v656;
          int32_t v657 = e3;
          chosen = v657;
        } else {
          ap_int<48> v658 = logits[e3];
          ap_int<48> v659 = largest;
          bool v660 = v658 > v659;
          if (v660) {
            ap_int<48> v661 = logits[e3];
            largest = v661;
            int32_t v662 = e3;
            chosen = v662;
          }
        }
      }
    }
    int32_t v663 = chosen;
    int v664 = v663;
    taken[v664] = 1;
    int32_t v665 = chosen;
    int v666 = v665;
    int32_t v667 = weights_of[v666];
    int64_t v668 = v667;
    int64_t share;
    share = v668;
    int64_t v670 = share;
    int64_t v671 = v670 << 16;
    share = v671;
    int32_t v672 = chosen;
    v141[k] = v672;
    int64_t v673 = share;
    int64_t v674 = whole;
    int64_t v675 = v673 / v674;
    int32_t v676 = v675;
    v142[k] = v676;
  }
}

void control_0(
  int32_t v677[5],
  int16_t v678[32],
  ap_uint<512> v679[8],
  uint8_t v680[44],
  int32_t v681[6],
  hls::stream< int32_t >& v682,
  hls::stream< int32_t >& v683
) {
  static int32_t __stateful_control_0_tags_1[4];
  static int32_t __stateful_control_0_ages_2[4];
  static int32_t __stateful_control_0_path_3[2];
  int32_t v688 = v677[0];
  int32_t layer;
  layer = v688;
  int32_t v690 = v677[3];
  bool v691 = v690 == 1;
  if (v691) {
    l_forget_i2: for (int i2 = 0; i2 < 4; i2++) {
      __stateful_control_0_tags_1[i2] = 0;
      __stateful_control_0_ages_2[i2] = 0;
    }
  }
  int32_t early;
  early = -1;
  int32_t early_slot;
  early_slot = -1;
  int32_t v695 = v677[1];
  bool v696 = v695 == 1;
  if (v696) {
    __stateful_control_0_path_3[0] = 0;
    __stateful_control_0_path_3[1] = 0;
    int32_t v697 = layer;
    int32_t v698;
    predicted_expert(v697, 0, 0, v680, &v698);
    int32_t guess;
    guess = v698;
    int32_t v700 = layer;
    int32_t v701 = guess;
    int32_t v702;
    touched_slot(v700, v701, __stateful_control_0_tags_1, __stateful_control_0_ages_2, &v702);
    int32_t given;
    given = v702;
    int32_t v704 = given;
    int32_t v705 = v704 & 1;
    bool v706 = v705 == 0;
    if (v706) {
      int32_t v707 = layer;
      int64_t v708 = v707;
      int64_t v709 = v708 * 4;
      int32_t v710 = guess;
      ap_int<65> v711 = v709;
      ap_int<65> v712 = v710;
      ap_int<65> v713 = v711 + v712;
      int32_t v714 = v713;
      early = v714;
      int32_t v715 = given;
      int32_t v716 = v715 >> 1;
      early_slot = v716;
    }
  }
  int32_t v717 = early;
  v682.write(v717);
  int32_t v718 = early_slot;
  v683.write(v718);
  int32_t at_layer[1];
  for (int v720 = 0; v720 < 1; v720++) {
    at_layer[v720] = 0;
  }
  int32_t v721 = layer;
  at_layer[0] = v721;
  int32_t step_shift[1];
  for (int v723 = 0; v723 < 1; v723++) {
    step_shift[v723] = 0;
  }
  int32_t v724 = v677[4];
  step_shift[0] = v724;
  int32_t chosen1[1];
  for (int v726 = 0; v726 < 1; v726++) {
    chosen1[v726] = 0;
  }
  int32_t scale[1];
  for (int v728 = 0; v728 < 1; v728++) {
    scale[v728] = 0;
  }
  router(at_layer, step_shift, v678, v679, chosen1, scale);
  int32_t v729 = chosen1[0];
  int32_t expert1;
  expert1 = v729;
  int32_t v731 = layer;
  int32_t v732 = expert1;
  int32_t v733;
  touched_slot(v731, v732, __stateful_control_0_tags_1, __stateful_control_0_ages_2, &v733);
  int32_t found;
  found = v733;
  int32_t v735 = found;
  int32_t v736 = v735 & 1;
  int32_t hit1;
  hit1 = v736;
  int32_t v738 = found;
  int32_t v739 = v738 >> 1;
  int32_t slot1;
  slot1 = v739;
  int32_t demand;
  demand = -1;
  int32_t demand_slot;
  demand_slot = -1;
  int32_t v743 = hit1;
  bool v744 = v743 == 0;
  if (v744) {
    int32_t v745 = layer;
    int64_t v746 = v745;
    int64_t v747 = v746 * 4;
    int32_t v748 = expert1;
    ap_int<65> v749 = v747;
    ap_int<65> v750 = v748;
    ap_int<65> v751 = v749 + v750;
    int32_t v752 = v751;
    demand = v752;
    int32_t v753 = slot1;
    demand_slot = v753;
  }
  int32_t v754 = demand;
  v682.write(v754);
  int32_t v755 = demand_slot;
  v683.write(v755);
  int32_t v756 = slot1;
  v683.write(v756);
  int32_t v757 = scale[0];
  v683.write(v757);
  int32_t v758 = __stateful_control_0_path_3[0];
  bool v759 = v758 < 3;
  if (v759) {
    int32_t v760 = __stateful_control_0_path_3[0];
    ap_int<33> v761 = v760;
    ap_int<33> v762 = v761 + 1;
    int32_t v763 = v762;
    __stateful_control_0_path_3[0] = v763;
  }
  int32_t v764 = __stateful_control_0_path_3[1];
  int64_t v765 = v764;
  int64_t v766 = v765 * 4;
  int32_t v767 = expert1;
  ap_int<65> v768 = v766;
  ap_int<65> v769 = v767;
  ap_int<65> v770 = v768 + v769;
  int32_t v771 = __stateful_control_0_path_3[0];
  int v772 = v771;
  int32_t v773 = contexts[v772];
  ap_int<65> v774 = v773;
  ap_int<65> v775 = v770 % v774;
  int32_t v776 = v775;
  __stateful_control_0_path_3[1] = v776;
  int32_t v777 = layer;
  ap_int<33> v778 = v777;
  ap_int<33> v779 = v778 + 1;
  int32_t v780 = v779;
  int32_t coming;
  coming = v780;
  int32_t v782 = coming;
  bool v783 = v782 == 2;
  if (v783) {
    coming = 0;
  }
  int32_t next_guess;
  next_guess = -1;
  int32_t ahead;
  ahead = -1;
  int32_t ahead_slot;
  ahead_slot = -1;
  int32_t v787 = v677[2];
  bool v788 = v787 == 0;
  if (v788) {
    int32_t v789 = coming;
    int32_t v790 = __stateful_control_0_path_3[0];
    int32_t v791 = __stateful_control_0_path_3[1];
    int32_t v792;
    predicted_expert(v789, v790, v791, v680, &v792);
    next_guess = v792;
    int32_t v793 = coming;
    int32_t v794 = next_guess;
    int32_t v795;
    touched_slot(v793, v794, __stateful_control_0_tags_1, __stateful_control_0_ages_2, &v795);
    int32_t next_given;
    next_given = v795;
    int32_t v797 = next_given;
    int32_t v798 = v797 & 1;
    bool v799 = v798 == 0;
    if (v799) {
      int32_t v800 = coming;
      int64_t v801 = v800;
      int64_t v802 = v801 * 4;
      int32_t v803 = next_guess;
      ap_int<65> v804 = v802;
      ap_int<65> v805 = v803;
      ap_int<65> v806 = v804 + v805;
      int32_t v807 = v806;
      ahead = v807;
      int32_t v808 = next_given;
      int32_t v809 = v808 >> 1;
      ahead_slot = v809;
    }
  }
  int32_t v810 = ahead;
  v682.write(v810);
  int32_t v811 = ahead_slot;
  v683.write(v811);
  int32_t v812 = expert1;
  v681[0] = v812;
  int32_t v813 = scale[0];
  v681[1] = v813;
  int32_t v814 = hit1;
  v681[2] = v814;
  int32_t v815 = slot1;
  v681[3] = v815;
  int32_t v816 = next_guess;
  v681[4] = v816;
  int32_t v817 = ahead_slot;
  v681[5] = v817;
}

void fetch_0(
  uint64_t v818[2048],
  uint16_t v819[2048],
  int32_t v820[768],
  hls::stream< int32_t >& v821,
  hls::stream< uint64_t >& v822,
  hls::stream< uint16_t >& v823,
  hls::stream< int32_t >& v824
) {
  l_S_order_0_order: for (int order = 0; order < 3; order++) {
    int32_t v826 = v821.read();
    int32_t wanted;
    wanted = v826;
    int32_t v828 = wanted;
    bool v829 = v828 >= 0;
    if (v829) {
      int32_t v830 = wanted;
      int64_t v831 = v830;
      int64_t v832 = v831 * 256;
      int32_t v833 = v832;
      int32_t first_word;
      first_word = v833;
      int32_t v835 = wanted;
      int64_t v836 = v835;
      int64_t v837 = v836 * 96;
      int32_t v838 = v837;
      int32_t first_multiplier;
      first_multiplier = v838;
      l_S_up_word_0_up_word: for (int up_word = 0; up_word < 128; up_word++) {
      #pragma HLS pipeline II=1
        int32_t v841 = up_word;
        int32_t up_step;
        up_step = v841;
        int32_t v843 = first_word;
        int32_t v844 = up_step;
        ap_int<33> v845 = v843;
        ap_int<33> v846 = v844;
        ap_int<33> v847 = v845 + v846;
        int v848 = v847;
        uint64_t v849 = v818[v848];
        v822.write(v849);
        int32_t v850 = first_word;
        int32_t v851 = up_step;
        ap_int<33> v852 = v850;
        ap_int<33> v853 = v851;
        ap_int<33> v854 = v852 + v853;
        int v855 = v854;
        uint16_t v856 = v819[v855];
        v823.write(v856);
      }
      l_S_up_row_1_up_row: for (int up_row = 0; up_row < 64; up_row++) {
      #pragma HLS pipeline II=1
        int32_t v858 = up_row;
        int32_t up_place;
        up_place = v858;
        int32_t v860 = first_multiplier;
        int32_t v861 = up_place;
        ap_int<33> v862 = v860;
        ap_int<33> v863 = v861;
        ap_int<33> v864 = v862 + v863;
        int v865 = v864;
        int32_t v866 = v820[v865];
        v824.write(v866);
      }
      int32_t v867 = first_word;
      ap_int<33> v868 = v867;
      ap_int<33> v869 = v868 + 128;
      int32_t v870 = v869;
      first_word = v870;
      int32_t v871 = first_multiplier;
      ap_int<33> v872 = v871;
      ap_int<33> v873 = v872 + 64;
      int32_t v874 = v873;
      first_multiplier = v874;
      l_S_down_word_2_down_word: for (int down_word = 0; down_word < 128; down_word++) {
      #pragma HLS pipeline II=1
        int32_t v876 = down_word;
        int32_t down_step;
        down_step = v876;
        int32_t v878 = first_word;
        int32_t v879 = down_step;
        ap_int<33> v880 = v878;
        ap_int<33> v881 = v879;
        ap_int<33> v882 = v880 + v881;
        int v883 = v882;
        uint64_t v884 = v818[v883];
        v822.write(v884);
        int32_t v885 = first_word;
        int32_t v886 = down_step;
        ap_int<33> v887 = v885;
        ap_int<33> v888 = v886;
        ap_int<33> v889 = v887 + v888;
        int v890 = v889;
        uint16_t v891 = v819[v890];
        v823.write(v891);
      }
      l_S_down_row_3_down_row: for (int down_row = 0; down_row < 32; down_row++) {
      #pragma HLS pipeline II=1
        int32_t v893 = down_row;
        int32_t down_place;
        down_place = v893;
        int32_t v895 = first_multiplier;
        int32_t v896 = down_place;
        ap_int<33> v897 = v895;
        ap_int<33> v898 = v896;
        ap_int<33> v899 = v897 + v898;
        int v900 = v899;
        int32_t v901 = v820[v900];
        v824.write(v901);
      }
    }
  }
}

void group_products(
  uint64_t v902,
  uint16_t v903,
  int8_t v904[4],
  int32_t v905[4]
) {
  #pragma HLS array_partition variable=v904 complete dim=1

  #pragma HLS array_partition variable=v905 complete dim=1

  int32_t total1;
  total1 = 0;
  int32_t v907;
  ap_int<64> v907_tmp = v902;
  v907 = v907_tmp(7, 0);
  int8_t v908 = v907;
  int8_t weight32;
  weight32 = v908;
  int32_t v910;
  ap_int<16> v910_tmp = v903;
  v910 = v910_tmp(1, 0);
  uint8_t v911 = v910;
  uint8_t code;
  code = v911;
  int8_t v913 = code;
  int32_t v914 = v913;
  int32_t v915 = v914 & 3;
  uint8_t v916 = v915;
  uint8_t place;
  place = v916;
  int8_t v918 = weight32;
  int8_t v919 = place;
  int v920 = v919;
  int8_t v921 = v904[v920];
  int16_t v922 = v918;
  int16_t v923 = v921;
  int16_t v924 = v922 * v923;
  int32_t v925 = total1;
  ap_int<33> v926 = v925;
  ap_int<33> v927 = v924;
  ap_int<33> v928 = v926 + v927;
  int32_t v929 = v928;
  total1 = v929;
  int32_t v930;
  ap_int<64> v930_tmp = v902;
  v930 = v930_tmp(15, 8);
  int8_t v931 = v930;
  int8_t weight33;
  weight33 = v931;
  int32_t v933;
  ap_int<16> v933_tmp = v903;
  v933 = v933_tmp(3, 2);
  uint8_t v934 = v933;
  uint8_t code1;
  code1 = v934;
  int8_t v936 = code1;
  int32_t v937 = v936;
  int32_t v938 = v937 & 3;
  uint8_t v939 = v938;
  uint8_t place1;
  place1 = v939;
  int8_t v941 = weight33;
  int8_t v942 = place1;
  int v943 = v942;
  int8_t v944 = v904[v943];
  int16_t v945 = v941;
  int16_t v946 = v944;
  int16_t v947 = v945 * v946;
  int32_t v948 = total1;
  ap_int<33> v949 = v948;
  ap_int<33> v950 = v947;
  ap_int<33> v951 = v949 + v950;
  int32_t v952 = v951;
  total1 = v952;
  int32_t v953 = total1;
  v905[0] = v953;
  int32_t total2;
  total2 = 0;
  int32_t v955;
  ap_int<64> v955_tmp = v902;
  v955 = v955_tmp(23, 16);
  int8_t v956 = v955;
  int8_t weight34;
  weight34 = v956;
  int32_t v958;
  ap_int<16> v958_tmp = v903;
  v958 = v958_tmp(5, 4);
  uint8_t v959 = v958;
  uint8_t code2;
  code2 = v959;
  int8_t v961 = code2;
  int32_t v962 = v961;
  int32_t v963 = v962 & 3;
  uint8_t v964 = v963;
  uint8_t place2;
  place2 = v964;
  int8_t v966 = weight34;
  int8_t v967 = place2;
  int v968 = v967;
  int8_t v969 = v904[v968];
  int16_t v970 = v966;
  int16_t v971 = v969;
  int16_t v972 = v970 * v971;
  int32_t v973 = total2;
  ap_int<33> v974 = v973;
  ap_int<33> v975 = v972;
  ap_int<33> v976 = v974 + v975;
  int32_t v977 = v976;
  total2 = v977;
  int32_t v978;
  ap_int<64> v978_tmp = v902;
  v978 = v978_tmp(31, 24);
  int8_t v979 = v978;
  int8_t weight35;
  weight35 = v979;
  int32_t v981;
  ap_int<16> v981_tmp = v903;
  v981 = v981_tmp(7, 6);
  uint8_t v982 = v981;
  uint8_t code3;
  code3 = v982;
  int8_t v984 = code3;
  int32_t v985 = v984;
  int32_t v986 = v985 & 3;
  uint8_t v987 = v986;
  uint8_t place3;
  place3 = v987;
  int8_t v989 = weight35;
  int8_t v990 = place3;
  int v991 = v990;
  int8_t v992 = v904[v991];
  int16_t v993 = v989;
  int16_t v994 = v992;
  int16_t v995 = v993 * v994;
  int32_t v996 = total2;
  ap_int<33> v997 = v996;
  ap_int<33> v998 = v995;
  ap_int<33> v999 = v997 + v998;
  int32_t v1000 = v999;
  total2 = v1000;
  int32_t v1001 = total2;
  v905[1] = v1001;
  int32_t total3;
  total3 = 0;
  int32_t v1003;
  ap_int<64> v1003_tmp = v902;
  v1003 = v1003_tmp(39, 32);
  int8_t v1004 = v1003;
  int8_t weight36;
  weight36 = v1004;
  int32_t v1006;
  ap_int<16> v1006_tmp = v903;
  v1006 = v1006_tmp(9, 8);
  uint8_t v1007 = v1006;
  uint8_t code4;
  code4 = v1007;
  int8_t v1009 = code4;
  int32_t v1010 = v1009;
  int32_t v1011 = v1010 & 3;
  uint8_t v1012 = v1011;
  uint8_t place4;
  place4 = v1012;
  int8_t v1014 = weight36;
  int8_t v1015 = place4;
  int v1016 = v1015;
  int8_t v1017 = v904[v1016];
  int16_t v1018 = v1014;
  int16_t v1019 = v1017;
  int16_t v1020 = v1018 * v1019;
  int32_t v1021 = total3;
  ap_int<33> v1022 = v1021;
  ap_int<33> v1023 = v1020;
  ap_int<33> v1024 = v1022 + v1023;
  int32_t v1025 = v1024;
  total3 = v1025;
  int32_t v1026;
  ap_int<64> v1026_tmp = v902;
  v1026 = v1026_tmp(47, 40);
  int8_t v1027 = v1026;
  int8_t weight37;
  weight37 = v1027;
  int32_t v1029;
  ap_int<16> v1029_tmp = v903;
  v1029 = v1029_tmp(11, 10);
  uint8_t v1030 = v1029;
  uint8_t code5;
  code5 = v1030;
  int8_t v1032 = code5;
  int32_t v1033 = v1032;
  int32_t v1034 = v1033 & 3;
  uint8_t v1035 = v1034;
  uint8_t place5;
  place5 = v1035;
  int8_t v1037 = weight37;
  int8_t v1038 = place5;
  int v1039 = v1038;
  int8_t v1040 = v904[v1039];
  int16_t v1041 = v1037;
  int16_t v1042 = v1040;
  int16_t v1043 = v1041 * v1042;
  int32_t v1044 = total3;
  ap_int<33> v1045 = v1044;
  ap_int<33> v1046 = v1043;
  ap_int<33> v1047 = v1045 + v1046;
  int32_t v1048 = v1047;
  total3 = v1048;
  int32_t v1049 = total3;
  v905[2] = v1049;
  int32_t total4;
  total4 = 0;
  int32_t v1051;
  ap_int<64> v1051_tmp = v902;
  v1051 = v1051_tmp(55, 48);
  int8_t v1052 = v1051;
  int8_t weight38;
  weight38 = v1052;
  int32_t v1054;
  ap_int<16> v1054_tmp = v903;
  v1054 = v1054_tmp(13, 12);
  uint8_t v1055 = v1054;
  uint8_t code6;
  code6 = v1055;
  int8_t v1057 = code6;
  int32_t v1058 = v1057;
  int32_t v1059 = v1058 & 3;
  uint8_t v1060 = v1059;
  uint8_t place6;
  place6 = v1060;
  int8_t v1062 = weight38;
  int8_t v1063 = place6;
  int v1064 = v1063;
  int8_t v1065 = v904[v1064];
  int16_t v1066 = v1062;
  int16_t v1067 = v1065;
  int16_t v1068 = v1066 * v1067;
  int32_t v1069 = total4;
  ap_int<33> v1070 = v1069;
  ap_int<33> v1071 = v1068;
  ap_int<33> v1072 = v1070 + v1071;
  int32_t v1073 = v1072;
  total4 = v1073;
  int32_t v1074;
  ap_int<64> v1074_tmp = v902;
  v1074 = v1074_tmp(63, 56);
  int8_t v1075 = v1074;
  int8_t weight39;
  weight39 = v1075;
  int32_t v1077;
  ap_int<16> v1077_tmp = v903;
  v1077 = v1077_tmp(15, 14);
  uint8_t v1078 = v1077;
  uint8_t code7;
  code7 = v1078;
  int8_t v1080 = code7;
  int32_t v1081 = v1080;
  int32_t v1082 = v1081 & 3;
  uint8_t v1083 = v1082;
  uint8_t place7;
  place7 = v1083;
  int8_t v1085 = weight39;
  int8_t v1086 = place7;
  int v1087 = v1086;
  int8_t v1088 = v904[v1087];
  int16_t v1089 = v1085;
  int16_t v1090 = v1088;
  int16_t v1091 = v1089 * v1090;
  int32_t v1092 = total4;
  ap_int<33> v1093 = v1092;
  ap_int<33> v1094 = v1091;
  ap_int<33> v1095 = v1093 + v1094;
  int32_t v1096 = v1095;
  total4 = v1096;
  int32_t v1097 = total4;
  v905[3] = v1097;
}

int8_t curve[1] = {0};
void activated(
  int32_t v1098,
  int32_t v1099,
  int8_t *v1100
) {
  int64_t v1101 = v1098;
  int64_t v1102 = v1099;
  int64_t v1103 = v1101 * v1102;
  int64_t scaled;
  scaled = v1103;
  int64_t v1105 = scaled;
  int64_t v1106 = v1105 >> 29;
  ap_int<65> v1107 = v1106;
  ap_int<65> v1108 = v1107 + 1;
  ap_int<65> v1109 = v1108 >> 1;
  int64_t v1110 = v1109;
  int64_t shifted;
  shifted = v1110;
  int8_t unit;
  unit = 0;
  int64_t v1113 = shifted;
  bool v1114 = v1113 > 127;
  if (v1114) {
    unit = 127;
  } else {
    int64_t v1115 = shifted;
    bool v1116 = v1115 > 0;
    if (v1116) {
      int64_t v1117 = shifted;
      int8_t v1118 = v1117;
      unit = v1118;
    } else {
      unit = 0;
    }
  }
  *v1100 = unit;
}

void finished(
  int32_t v1119,
  int32_t v1120,
  int32_t *v1121
) {
  int64_t v1122 = v1119;
  int64_t v1123 = v1120;
  int64_t v1124 = v1122 * v1123;
  int64_t scaled1;
  scaled1 = v1124;
  int64_t v1126 = scaled1;
  int64_t v1127 = v1126 >> 15;
  ap_int<65> v1128 = v1127;
  ap_int<65> v1129 = v1128 + 1;
  ap_int<65> v1130 = v1129 >> 1;
  int64_t v1131 = v1130;
  int64_t shifted1;
  shifted1 = v1131;
  int32_t output;
  output = 0;
  int64_t v1134 = shifted1;
  bool v1135 = v1134 > 2147483647;
  if (v1135) {
    output = 2147483647;
  } else {
    int64_t v1136 = shifted1;
    bool v1137 = v1136 < -2147483648;
    if (v1137) {
      output = -2147483648;
    } else {
      int64_t v1138 = shifted1;
      int32_t v1139 = v1138;
      output = v1139;
    }
  }
  *v1121 = output;
}

void engine_0(
  int8_t v1140[32],
  int32_t v1141[32],
  hls::stream< int32_t >& v1142,
  hls::stream< uint64_t >& v1143,
  hls::stream< uint16_t >& v1144,
  hls::stream< int32_t >& v1145
) {
  static int32_t __stateful_engine_0_slot_values_1[4][256][2];
  #pragma HLS bind_storage variable=__stateful_engine_0_slot_values_1 type=ram_2p impl=uram
  #pragma HLS dependence variable=__stateful_engine_0_slot_values_1 type=inter false
  #pragma HLS array_reshape variable=__stateful_engine_0_slot_values_1 complete dim=3
  static int16_t __stateful_engine_0_slot_places_2[4][256][1];
  #pragma HLS bind_storage variable=__stateful_engine_0_slot_places_2 type=ram_2p impl=uram
  #pragma HLS dependence variable=__stateful_engine_0_slot_places_2 type=inter false
  #pragma HLS array_reshape variable=__stateful_engine_0_slot_places_2 complete dim=3
  static int32_t __stateful_engine_0_slot_multipliers_3[4][96];
  #pragma HLS bind_storage variable=__stateful_engine_0_slot_multipliers_3 type=ram_2p impl=uram
  #pragma HLS dependence variable=__stateful_engine_0_slot_multipliers_3 type=inter false
  int8_t inputs1[8][4];
  #pragma HLS array_partition variable=inputs1 complete dim=2

  int32_t up_sums[16][4];
  #pragma HLS array_partition variable=up_sums complete dim=2

  int32_t up_total[4];
  #pragma HLS array_partition variable=up_total complete dim=1

  for (int v1152 = 0; v1152 < 4; v1152++) {
    up_total[v1152] = 0;
  }
  int32_t up_products[4];
  #pragma HLS array_partition variable=up_products complete dim=1

  for (int v1154 = 0; v1154 < 4; v1154++) {
    up_products[v1154] = 0;
  }
  int8_t up_inputs[4];
  #pragma HLS array_partition variable=up_inputs complete dim=1

  for (int v1156 = 0; v1156 < 4; v1156++) {
    up_inputs[v1156] = 0;
  }
  int8_t hidden[16][4];
  #pragma HLS array_partition variable=hidden complete dim=2

  int32_t down_sums[8][4];
  #pragma HLS array_partition variable=down_sums complete dim=2

  int32_t down_total[4];
  #pragma HLS array_partition variable=down_total complete dim=1

  for (int v1160 = 0; v1160 < 4; v1160++) {
    down_total[v1160] = 0;
  }
  int32_t down_products[4];
  #pragma HLS array_partition variable=down_products complete dim=1

  for (int v1162 = 0; v1162 < 4; v1162++) {
    down_products[v1162] = 0;
  }
  int8_t down_inputs[4];
  #pragma HLS array_partition variable=down_inputs complete dim=1

  for (int v1164 = 0; v1164 < 4; v1164++) {
    down_inputs[v1164] = 0;
  }
  l_S_order_0_order1: for (int order1 = 0; order1 < 2; order1++) {
    int32_t v1166 = v1142.read();
    int32_t filled;
    filled = v1166;
    int32_t v1168 = filled;
    bool v1169 = v1168 >= 0;
    if (v1169) {
      l_S_up_word_0_up_word1: for (int up_word1 = 0; up_word1 < 128; up_word1++) {
      #pragma HLS pipeline II=1
        uint64_t v1171 = v1143.read();
        uint64_t up_values;
        up_values = v1171;
        int64_t v1173 = up_values;
        int32_t v1174;
        ap_int<64> v1174_tmp = v1173;
        v1174 = v1174_tmp(31, 0);
        int32_t v1175 = filled;
        int v1176 = v1175;
        __stateful_engine_0_slot_values_1[v1176][up_word1][0] = v1174;
        int64_t v1177 = up_values;
        int32_t v1178;
        ap_int<64> v1178_tmp = v1177;
        v1178 = v1178_tmp(63, 32);
        int32_t v1179 = filled;
        int v1180 = v1179;
        __stateful_engine_0_slot_values_1[v1180][up_word1][1] = v1178;
        uint16_t v1181 = v1144.read();
        uint16_t up_places;
        up_places = v1181;
        int16_t v1183 = up_places;
        int32_t v1184;
        ap_int<16> v1184_tmp = v1183;
        v1184 = v1184_tmp(15, 0);
        uint16_t v1185 = v1184;
        int32_t v1186 = filled;
        int v1187 = v1186;
        __stateful_engine_0_slot_places_2[v1187][up_word1][0] = v1185;
      }
      l_S_up_row_1_up_row1: for (int up_row1 = 0; up_row1 < 64; up_row1++) {
      #pragma HLS pipeline II=1
        int32_t v1189 = v1145.read();
        int32_t v1190 = filled;
        int v1191 = v1190;
        __stateful_engine_0_slot_multipliers_3[v1191][up_row1] = v1189;
      }
      l_S_down_word_2_down_word1: for (int down_word1 = 0; down_word1 < 128; down_word1++) {
      #pragma HLS pipeline II=1
        uint64_t v1193 = v1143.read();
        uint64_t down_values;
        down_values = v1193;
        int64_t v1195 = down_values;
        int32_t v1196;
        ap_int<64> v1196_tmp = v1195;
        v1196 = v1196_tmp(31, 0);
        int32_t v1197 = filled;
        int v1198 = v1197;
        ap_int<34> v1199 = down_word1;
        ap_int<34> v1200 = v1199 + 128;
        int v1201 = v1200;
        __stateful_engine_0_slot_values_1[v1198][v1201][0] = v1196;
        int64_t v1202 = down_values;
        int32_t v1203;
        ap_int<64> v1203_tmp = v1202;
        v1203 = v1203_tmp(63, 32);
        int32_t v1204 = filled;
        int v1205 = v1204;
        __stateful_engine_0_slot_values_1[v1205][v1201][1] = v1203;
        uint16_t v1206 = v1144.read();
        uint16_t down_places;
        down_places = v1206;
        int16_t v1208 = down_places;
        int32_t v1209;
        ap_int<16> v1209_tmp = v1208;
        v1209 = v1209_tmp(15, 0);
        uint16_t v1210 = v1209;
        int32_t v1211 = filled;
        int v1212 = v1211;
        __stateful_engine_0_slot_places_2[v1212][v1201][0] = v1210;
      }
      l_S_down_row_3_down_row1: for (int down_row1 = 0; down_row1 < 32; down_row1++) {
      #pragma HLS pipeline II=1
        int32_t v1214 = v1145.read();
        int32_t v1215 = filled;
        int v1216 = v1215;
        ap_int<34> v1217 = down_row1;
        ap_int<34> v1218 = v1217 + 64;
        int v1219 = v1218;
        __stateful_engine_0_slot_multipliers_3[v1216][v1219] = v1214;
      }
    }
  }
  int32_t v1220 = v1142.read();
  int32_t present;
  present = v1220;
  int32_t v1222 = v1142.read();
  int32_t scale1;
  scale1 = v1222;
  int32_t v1224 = v1142.read();
  int32_t ahead1;
  ahead1 = v1224;
  l_load_g: for (int g = 0; g < 8; g++) {
    l_m: for (int m = 0; m < 4; m++) {
    #pragma HLS pipeline II=1
      int8_t v1228 = v1140[((g * 4) + m)];
      inputs1[g][m] = v1228;
    }
  }
  l_up_b: for (int b = 0; b < 16; b++) {
    l_g1: for (int g1 = 0; g1 < 8; g1++) {
    #pragma HLS pipeline II=1
      uint64_t present_up;
      present_up = 0;
      uint16_t up_codes;
      up_codes = 0;
      int32_t v1233 = present;
      int v1234 = v1233;
      int64_t v1235 = b;
      int64_t v1236 = v1235 * 8;
      ap_int<65> v1237 = v1236;
      ap_int<65> v1238 = g1;
      ap_int<65> v1239 = v1237 + v1238;
      int v1240 = v1239;
      uint32_t v1241 = __stateful_engine_0_slot_values_1[v1234][v1240][0];
      int64_t v1242 = present_up;
      int64_t v1243;
      ap_int<64> v1243_tmp = v1242;
      v1243_tmp(31, 0) = v1241;
      v1243 = v1243_tmp;
      present_up = v1243;
      int32_t v1244 = present;
      int v1245 = v1244;
      uint32_t v1246 = __stateful_engine_0_slot_values_1[v1245][v1240][1];
      int64_t v1247 = present_up;
      int64_t v1248;
      ap_int<64> v1248_tmp = v1247;
      v1248_tmp(63, 32) = v1246;
      v1248 = v1248_tmp;
      present_up = v1248;
      int32_t v1249 = present;
      int v1250 = v1249;
      uint16_t v1251 = __stateful_engine_0_slot_places_2[v1250][v1240][0];
      uint32_t v1252 = v1251;
      int16_t v1253 = up_codes;
      int16_t v1254;
      ap_int<16> v1254_tmp = v1253;
      v1254_tmp(15, 0) = v1252;
      v1254 = v1254_tmp;
      up_codes = v1254;
      int32_t v1255 = ahead1;
      bool v1256 = v1255 >= 0;
      if (v1256) {
        uint64_t v1257 = v1143.read();
        uint64_t coming_up;
        coming_up = v1257;
        int64_t v1259 = coming_up;
        int32_t v1260;
        ap_int<64> v1260_tmp = v1259;
        v1260 = v1260_tmp(31, 0);
        int32_t v1261 = ahead1;
        int v1262 = v1261;
        __stateful_engine_0_slot_values_1[v1262][v1240][0] = v1260;
        int64_t v1263 = coming_up;
        int32_t v1264;
        ap_int<64> v1264_tmp = v1263;
        v1264 = v1264_tmp(63, 32);
        int32_t v1265 = ahead1;
        int v1266 = v1265;
        __stateful_engine_0_slot_values_1[v1266][v1240][1] = v1264;
        uint16_t v1267 = v1144.read();
        uint16_t coming_up_codes;
        coming_up_codes = v1267;
        int16_t v1269 = coming_up_codes;
        int32_t v1270;
        ap_int<16> v1270_tmp = v1269;
        v1270 = v1270_tmp(15, 0);
        uint16_t v1271 = v1270;
        int32_t v1272 = ahead1;
        int v1273 = v1272;
        __stateful_engine_0_slot_places_2[v1273][v1240][0] = v1271;
      }
      l_S_m_6_m1: for (int m1 = 0; m1 < 4; m1++) {
        int8_t v1275 = inputs1[g1][m1];
        up_inputs[m1] = v1275;
      }
      int64_t v1276 = present_up;
      int16_t v1277 = up_codes;
      group_products(v1276, v1277, up_inputs, up_products);
      l_S_r_7_r: for (int r = 0; r < 4; r++) {
        ap_int<33> v1279 = g1;
        bool v1280 = v1279 == 0;
        int32_t v1281 = up_products[r];
        int32_t v1282 = up_total[r];
        ap_int<33> v1283 = v1282;
        ap_int<33> v1284 = v1281;
        ap_int<33> v1285 = v1283 + v1284;
        ap_int<33> v1286 = v1280 ? (ap_int<33>)v1284 : (ap_int<33>)v1285;
        int32_t v1287 = v1286;
        up_total[r] = v1287;
        int32_t v1288 = up_total[r];
        up_sums[b][r] = v1288;
      }
    }
  }
  l_activate_g2: for (int g2 = 0; g2 < 16; g2++) {
    l_m2: for (int m2 = 0; m2 < 4; m2++) {
    #pragma HLS pipeline II=1
      int32_t v1291 = present;
      int v1292 = v1291;
      int64_t v1293 = g2;
      int64_t v1294 = v1293 * 4;
      ap_int<65> v1295 = v1294;
      ap_int<65> v1296 = m2;
      ap_int<65> v1297 = v1295 + v1296;
      int v1298 = v1297;
      int32_t v1299 = __stateful_engine_0_slot_multipliers_3[v1292][v1298];
      int32_t up_multiplier;
      up_multiplier = v1299;
      int32_t v1301 = ahead1;
      bool v1302 = v1301 >= 0;
      if (v1302) {
        int32_t v1303 = v1145.read();
        int32_t v1304 = ahead1;
        int v1305 = v1304;
        __stateful_engine_0_slot_multipliers_3[v1305][v1298] = v1303;
      }
      int32_t v1306 = up_sums[g2][m2];
      int32_t v1307 = up_multiplier;
      int8_t v1308;
      activated(v1306, v1307, &v1308);
      hidden[g2][m2] = v1308;
    }
  }
  l_down_b1: for (int b1 = 0; b1 < 8; b1++) {
    l_g3: for (int g3 = 0; g3 < 16; g3++) {
    #pragma HLS pipeline II=1
      uint64_t present_down;
      present_down = 0;
      uint16_t down_codes;
      down_codes = 0;
      int32_t v1313 = present;
      int v1314 = v1313;
      int64_t v1315 = b1;
      int64_t v1316 = v1315 * 16;
      ap_int<65> v1317 = v1316;
      ap_int<65> v1318 = v1317 + 128;
      ap_int<66> v1319 = v1318;
      ap_int<66> v1320 = g3;
      ap_int<66> v1321 = v1319 + v1320;
      int v1322 = v1321;
      uint32_t v1323 = __stateful_engine_0_slot_values_1[v1314][v1322][0];
      int64_t v1324 = present_down;
      int64_t v1325;
      ap_int<64> v1325_tmp = v1324;
      v1325_tmp(31, 0) = v1323;
      v1325 = v1325_tmp;
      present_down = v1325;
      int32_t v1326 = present;
      int v1327 = v1326;
      uint32_t v1328 = __stateful_engine_0_slot_values_1[v1327][v1322][1];
      int64_t v1329 = present_down;
      int64_t v1330;
      ap_int<64> v1330_tmp = v1329;
      v1330_tmp(63, 32) = v1328;
      v1330 = v1330_tmp;
      present_down = v1330;
      int32_t v1331 = present;
      int v1332 = v1331;
      uint16_t v1333 = __stateful_engine_0_slot_places_2[v1332][v1322][0];
      uint32_t v1334 = v1333;
      int16_t v1335 = down_codes;
      int16_t v1336;
      ap_int<16> v1336_tmp = v1335;
      v1336_tmp(15, 0) = v1334;
      v1336 = v1336_tmp;
      down_codes = v1336;
      int32_t v1337 = ahead1;
      bool v1338 = v1337 >= 0;
      if (v1338) {
        uint64_t v1339 = v1143.read();
        uint64_t coming_down;
        coming_down = v1339;
        int64_t v1341 = coming_down;
        int32_t v1342;
        ap_int<64> v1342_tmp = v1341;
        v1342 = v1342_tmp(31, 0);
        int32_t v1343 = ahead1;
        int v1344 = v1343;
        __stateful_engine_0_slot_values_1[v1344][v1322][0] = v1342;
        int64_t v1345 = coming_down;
        int32_t v1346;
        ap_int<64> v1346_tmp = v1345;
        v1346 = v1346_tmp(63, 32);
        int32_t v1347 = ahead1;
        int v1348 = v1347;
        __stateful_engine_0_slot_values_1[v1348][v1322][1] = v1346;
        uint16_t v1349 = v1144.read();
        uint16_t coming_down_codes;
        coming_down_codes = v1349;
        int16_t v1351 = coming_down_codes;
        int32_t v1352;
        ap_int<16> v1352_tmp = v1351;
        v1352 = v1352_tmp(15, 0);
        uint16_t v1353 = v1352;
        int32_t v1354 = ahead1;
        int v1355 = v1354;
        __stateful_engine_0_slot_places_2[v1355][v1322][0] = v1353;
      }
      l_S_m_10_m3: for (int m3 = 0; m3 < 4; m3++) {
        int8_t v1357 = hidden[g3][m3];
        down_inputs[m3] = v1357;
      }
      int64_t v1358 = present_down;
      int16_t v1359 = down_codes;
      group_products(v1358, v1359, down_inputs, down_products);
      l_S_r_11_r1: for (int r1 = 0; r1 < 4; r1++) {
        ap_int<33> v1361 = g3;
        bool v1362 = v1361 == 0;
        int32_t v1363 = down_products[r1];
        int32_t v1364 = down_total[r1];
        ap_int<33> v1365 = v1364;
        ap_int<33> v1366 = v1363;
        ap_int<33> v1367 = v1365 + v1366;
        ap_int<33> v1368 = v1362 ? (ap_int<33>)v1366 : (ap_int<33>)v1367;
        int32_t v1369 = v1368;
        down_total[r1] = v1369;
        int32_t v1370 = down_total[r1];
        down_sums[b1][r1] = v1370;
      }
    }
  }
  l_store_b2: for (int b2 = 0; b2 < 8; b2++) {
    l_r2: for (int r2 = 0; r2 < 4; r2++) {
    #pragma HLS pipeline II=1
      int32_t v1373 = present;
      int v1374 = v1373;
      int64_t v1375 = b2;
      int64_t v1376 = v1375 * 4;
      ap_int<65> v1377 = v1376;
      ap_int<65> v1378 = v1377 + 64;
      ap_int<66> v1379 = v1378;
      ap_int<66> v1380 = r2;
      ap_int<66> v1381 = v1379 + v1380;
      int v1382 = v1381;
      int32_t v1383 = __stateful_engine_0_slot_multipliers_3[v1374][v1382];
      int32_t down_multiplier;
      down_multiplier = v1383;
      int32_t v1385 = ahead1;
      bool v1386 = v1385 >= 0;
      if (v1386) {
        int32_t v1387 = v1145.read();
        int32_t v1388 = ahead1;
        int v1389 = v1388;
        __stateful_engine_0_slot_multipliers_3[v1389][v1382] = v1387;
      }
      int32_t v1390 = down_sums[b2][r2];
      int32_t v1391 = down_multiplier;
      int32_t v1392;
      finished(v1390, v1391, &v1392);
      int64_t v1393 = v1392;
      int64_t answer;
      answer = v1393;
      int64_t v1395 = answer;
      int32_t v1396 = scale1;
      ap_int<96> v1397 = v1395;
      ap_int<96> v1398 = v1396;
      ap_int<96> v1399 = v1397 * v1398;
      ap_int<97> v1400 = v1399;
      ap_int<97> v1401 = v1400 + 32768;
      ap_int<97> v1402 = v1401 >> 16;
      int32_t v1403 = v1402;
      v1141[((b2 * 4) + r2)] = v1403;
    }
  }
}

/// This is top function.
void moe_layer(
  int32_t v1404[5],
  int16_t v1405[32],
  ap_uint<512> v1406[8],
  uint8_t v1407[44],
  int8_t v1408[32],
  uint64_t v1409[2048],
  uint16_t v1410[2048],
  int32_t v1411[768],
  int32_t v1412[6],
  int32_t v1413[32]
) {
  #pragma HLS dataflow
  hls::stream< int32_t > v1414;
  #pragma HLS stream variable=v1414 depth=4
  hls::stream< int32_t > v1415;
  #pragma HLS stream variable=v1415 depth=8
  hls::stream< uint64_t > v1416;
  #pragma HLS stream variable=v1416 depth=16
  hls::stream< uint16_t > v1417;
  #pragma HLS stream variable=v1417 depth=16
  hls::stream< int32_t > v1418;
  #pragma HLS stream variable=v1418 depth=16
  control_0(v1404, v1405, v1406, v1407, v1412, v1414, v1415);
  fetch_0(v1409, v1410, v1411, v1414, v1416, v1417, v1418);
  engine_0(v1408, v1413, v1415, v1416, v1417, v1418);
}
