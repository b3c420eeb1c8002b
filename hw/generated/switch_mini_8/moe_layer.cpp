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
int32_t contexts[4] = {1, 8, 64, 512};
int32_t starts[4] = {0, 24, 168, 1320};
int32_t contexts_0[4] = {1, 8, 64, 512};
void predicted_expert(
  int32_t v0,
  int32_t v1,
  int32_t v2,
  uint8_t v3[1318],
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
  int64_t v20 = v19 * 3;
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
  ap_int<34> v49 = 13 - v48;
  int32_t v50 = v49;
  int32_t shift;
  shift = v50;
  int32_t v52 = pair;
  int32_t v53 = shift;
  int32_t v54 = v52 >> v53;
  int32_t v55 = v54 & 7;
  int32_t expert;
  expert = v55;
  *v4 = expert;
}

void touched_slot(
  int32_t v57,
  int32_t v58,
  int32_t v59[12],
  int32_t v60[12],
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
  int16_t v139[128],
  ap_uint<512> v140[192],
  int32_t v141[1],
  int32_t v142[1]
) {
  int16_t inputs[4][32];
  #pragma HLS array_partition variable=inputs complete dim=2

  l_load_w: for (int w = 0; w < 4; w++) {
    l_l: for (int l = 0; l < 32; l++) {
    #pragma HLS pipeline II=1
      int16_t v146 = v139[((w * 32) + l)];
      inputs[w][l] = v146;
    }
  }
  ap_int<48> logits[8];
  int32_t v148 = v137[0];
  int64_t v149 = v148;
  int64_t v150 = v149 * 32;
  int32_t v151 = v150;
  int32_t row;
  row = v151;
  l_score_e: for (int e = 0; e < 8; e++) {
    ap_int<48> logit;
    logit = 0;
    l_score_words_w1: for (int w1 = 0; w1 < 4; w1++) {
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
    ap_int<33> v592 = v591 + 4;
    int32_t v593 = v592;
    row = v593;
  }
  ap_int<48> v594 = logits[0];
  ap_int<48> best;
  best = v594;
  l_largest_e1: for (int e1 = 0; e1 < 8; e1++) {
  #pragma HLS pipeline II=1
    ap_int<48> v597 = logits[e1];
    ap_int<48> v598 = best;
    bool v599 = v597 > v598;
    if (v599) {
      ap_int<48> v600 = logits[e1];
      best = v600;
    }
  }
  int32_t weights_of[8];
  int64_t whole;
  whole = 0;
  l_exponential_e2: for (int e2 = 0; e2 < 8; e2++) {
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
  uint8_t taken[8];
  for (int v646 = 0; v646 < 8; v646++) {
    taken[v646] = 0;
  }
  l_choose_k: for (int k = 0; k < 1; k++) {
    int32_t chosen;
    chosen = -1;
    ap_int<48> largest;
    largest = 0;
    l_choose_largest_e3: for (int e3 = 0; e3 < 8; e3++) {
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
  int16_t v678[128],
  ap_uint<512> v679[192],
  uint8_t v680[1318],
  int32_t v681[6],
  hls::stream< int32_t >& v682,
  hls::stream< int32_t >& v683
) {
  static int32_t __stateful_control_0_tags_1[12];
  static int32_t __stateful_control_0_ages_2[12];
  static int32_t __stateful_control_0_path_3[2];
  int32_t v688 = v677[0];
  int32_t layer;
  layer = v688;
  int32_t v690 = v677[3];
  bool v691 = v690 == 1;
  if (v691) {
    l_forget_i2: for (int i2 = 0; i2 < 12; i2++) {
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
      int64_t v709 = v708 * 8;
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
    int64_t v747 = v746 * 8;
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
  int64_t v766 = v765 * 8;
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
  bool v783 = v782 == 6;
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
      int64_t v802 = v801 * 8;
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
  ap_uint<256> v818[49152],
  uint64_t v819[49152],
  int32_t v820[18432],
  hls::stream< int32_t >& v821,
  hls::stream< ap_uint<256> >& v822,
  hls::stream< uint64_t >& v823,
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
      int64_t v832 = v831 * 1024;
      int32_t v833 = v832;
      int32_t first_word;
      first_word = v833;
      int32_t v835 = wanted;
      int64_t v836 = v835;
      int64_t v837 = v836 * 384;
      int32_t v838 = v837;
      int32_t first_multiplier;
      first_multiplier = v838;
      l_S_up_word_0_up_word: for (int up_word = 0; up_word < 512; up_word++) {
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
        ap_uint<256> v849 = v818[v848];
        v822.write(v849);
        int32_t v850 = first_word;
        int32_t v851 = up_step;
        ap_int<33> v852 = v850;
        ap_int<33> v853 = v851;
        ap_int<33> v854 = v852 + v853;
        int v855 = v854;
        uint64_t v856 = v819[v855];
        v823.write(v856);
      }
      l_S_up_row_1_up_row: for (int up_row = 0; up_row < 256; up_row++) {
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
      ap_int<33> v869 = v868 + 512;
      int32_t v870 = v869;
      first_word = v870;
      int32_t v871 = first_multiplier;
      ap_int<33> v872 = v871;
      ap_int<33> v873 = v872 + 256;
      int32_t v874 = v873;
      first_multiplier = v874;
      l_S_down_word_2_down_word: for (int down_word = 0; down_word < 512; down_word++) {
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
        ap_uint<256> v884 = v818[v883];
        v822.write(v884);
        int32_t v885 = first_word;
        int32_t v886 = down_step;
        ap_int<33> v887 = v885;
        ap_int<33> v888 = v886;
        ap_int<33> v889 = v887 + v888;
        int v890 = v889;
        uint64_t v891 = v819[v890];
        v823.write(v891);
      }
      l_S_down_row_3_down_row: for (int down_row = 0; down_row < 128; down_row++) {
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
  ap_uint<256> v902,
  uint64_t v903,
  int8_t v904[4],
  int32_t v905[16]
) {
  #pragma HLS array_partition variable=v904 complete dim=1

  #pragma HLS array_partition variable=v905 complete dim=1

  int32_t total1;
  total1 = 0;
  int32_t v907;
  ap_int<256> v907_tmp = v902;
  v907 = v907_tmp(7, 0);
  int8_t v908 = v907;
  int8_t weight32;
  weight32 = v908;
  int32_t v910;
  ap_int<64> v910_tmp = v903;
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
  ap_int<256> v930_tmp = v902;
  v930 = v930_tmp(15, 8);
  int8_t v931 = v930;
  int8_t weight33;
  weight33 = v931;
  int32_t v933;
  ap_int<64> v933_tmp = v903;
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
  ap_int<256> v955_tmp = v902;
  v955 = v955_tmp(23, 16);
  int8_t v956 = v955;
  int8_t weight34;
  weight34 = v956;
  int32_t v958;
  ap_int<64> v958_tmp = v903;
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
  ap_int<256> v978_tmp = v902;
  v978 = v978_tmp(31, 24);
  int8_t v979 = v978;
  int8_t weight35;
  weight35 = v979;
  int32_t v981;
  ap_int<64> v981_tmp = v903;
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
  ap_int<256> v1003_tmp = v902;
  v1003 = v1003_tmp(39, 32);
  int8_t v1004 = v1003;
  int8_t weight36;
  weight36 = v1004;
  int32_t v1006;
  ap_int<64> v1006_tmp = v903;
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
  ap_int<256> v1026_tmp = v902;
  v1026 = v1026_tmp(47, 40);
  int8_t v1027 = v1026;
  int8_t weight37;
  weight37 = v1027;
  int32_t v1029;
  ap_int<64> v1029_tmp = v903;
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
  ap_int<256> v1051_tmp = v902;
  v1051 = v1051_tmp(55, 48);
  int8_t v1052 = v1051;
  int8_t weight38;
  weight38 = v1052;
  int32_t v1054;
  ap_int<64> v1054_tmp = v903;
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
  ap_int<256> v1074_tmp = v902;
  v1074 = v1074_tmp(63, 56);
  int8_t v1075 = v1074;
  int8_t weight39;
  weight39 = v1075;
  int32_t v1077;
  ap_int<64> v1077_tmp = v903;
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
  int32_t total5;
  total5 = 0;
  int32_t v1099;
  ap_int<256> v1099_tmp = v902;
  v1099 = v1099_tmp(71, 64);
  int8_t v1100 = v1099;
  int8_t weight40;
  weight40 = v1100;
  int32_t v1102;
  ap_int<64> v1102_tmp = v903;
  v1102 = v1102_tmp(17, 16);
  uint8_t v1103 = v1102;
  uint8_t code8;
  code8 = v1103;
  int8_t v1105 = code8;
  int32_t v1106 = v1105;
  int32_t v1107 = v1106 & 3;
  uint8_t v1108 = v1107;
  uint8_t place8;
  place8 = v1108;
  int8_t v1110 = weight40;
  int8_t v1111 = place8;
  int v1112 = v1111;
  int8_t v1113 = v904[v1112];
  int16_t v1114 = v1110;
  int16_t v1115 = v1113;
  int16_t v1116 = v1114 * v1115;
  int32_t v1117 = total5;
  ap_int<33> v1118 = v1117;
  ap_int<33> v1119 = v1116;
  ap_int<33> v1120 = v1118 + v1119;
  int32_t v1121 = v1120;
  total5 = v1121;
  int32_t v1122;
  ap_int<256> v1122_tmp = v902;
  v1122 = v1122_tmp(79, 72);
  int8_t v1123 = v1122;
  int8_t weight41;
  weight41 = v1123;
  int32_t v1125;
  ap_int<64> v1125_tmp = v903;
  v1125 = v1125_tmp(19, 18);
  uint8_t v1126 = v1125;
  uint8_t code9;
  code9 = v1126;
  int8_t v1128 = code9;
  int32_t v1129 = v1128;
  int32_t v1130 = v1129 & 3;
  uint8_t v1131 = v1130;
  uint8_t place9;
  place9 = v1131;
  int8_t v1133 = weight41;
  int8_t v1134 = place9;
  int v1135 = v1134;
  int8_t v1136 = v904[v1135];
  int16_t v1137 = v1133;
  int16_t v1138 = v1136;
  int16_t v1139 = v1137 * v1138;
  int32_t v1140 = total5;
  ap_int<33> v1141 = v1140;
  ap_int<33> v1142 = v1139;
  ap_int<33> v1143 = v1141 + v1142;
  int32_t v1144 = v1143;
  total5 = v1144;
  int32_t v1145 = total5;
  v905[4] = v1145;
  int32_t total6;
  total6 = 0;
  int32_t v1147;
  ap_int<256> v1147_tmp = v902;
  v1147 = v1147_tmp(87, 80);
  int8_t v1148 = v1147;
  int8_t weight42;
  weight42 = v1148;
  int32_t v1150;
  ap_int<64> v1150_tmp = v903;
  v1150 = v1150_tmp(21, 20);
  uint8_t v1151 = v1150;
  uint8_t code10;
  code10 = v1151;
  int8_t v1153 = code10;
  int32_t v1154 = v1153;
  int32_t v1155 = v1154 & 3;
  uint8_t v1156 = v1155;
  uint8_t place10;
  place10 = v1156;
  int8_t v1158 = weight42;
  int8_t v1159 = place10;
  int v1160 = v1159;
  int8_t v1161 = v904[v1160];
  int16_t v1162 = v1158;
  int16_t v1163 = v1161;
  int16_t v1164 = v1162 * v1163;
  int32_t v1165 = total6;
  ap_int<33> v1166 = v1165;
  ap_int<33> v1167 = v1164;
  ap_int<33> v1168 = v1166 + v1167;
  int32_t v1169 = v1168;
  total6 = v1169;
  int32_t v1170;
  ap_int<256> v1170_tmp = v902;
  v1170 = v1170_tmp(95, 88);
  int8_t v1171 = v1170;
  int8_t weight43;
  weight43 = v1171;
  int32_t v1173;
  ap_int<64> v1173_tmp = v903;
  v1173 = v1173_tmp(23, 22);
  uint8_t v1174 = v1173;
  uint8_t code11;
  code11 = v1174;
  int8_t v1176 = code11;
  int32_t v1177 = v1176;
  int32_t v1178 = v1177 & 3;
  uint8_t v1179 = v1178;
  uint8_t place11;
  place11 = v1179;
  int8_t v1181 = weight43;
  int8_t v1182 = place11;
  int v1183 = v1182;
  int8_t v1184 = v904[v1183];
  int16_t v1185 = v1181;
  int16_t v1186 = v1184;
  int16_t v1187 = v1185 * v1186;
  int32_t v1188 = total6;
  ap_int<33> v1189 = v1188;
  ap_int<33> v1190 = v1187;
  ap_int<33> v1191 = v1189 + v1190;
  int32_t v1192 = v1191;
  total6 = v1192;
  int32_t v1193 = total6;
  v905[5] = v1193;
  int32_t total7;
  total7 = 0;
  int32_t v1195;
  ap_int<256> v1195_tmp = v902;
  v1195 = v1195_tmp(103, 96);
  int8_t v1196 = v1195;
  int8_t weight44;
  weight44 = v1196;
  int32_t v1198;
  ap_int<64> v1198_tmp = v903;
  v1198 = v1198_tmp(25, 24);
  uint8_t v1199 = v1198;
  uint8_t code12;
  code12 = v1199;
  int8_t v1201 = code12;
  int32_t v1202 = v1201;
  int32_t v1203 = v1202 & 3;
  uint8_t v1204 = v1203;
  uint8_t place12;
  place12 = v1204;
  int8_t v1206 = weight44;
  int8_t v1207 = place12;
  int v1208 = v1207;
  int8_t v1209 = v904[v1208];
  int16_t v1210 = v1206;
  int16_t v1211 = v1209;
  int16_t v1212 = v1210 * v1211;
  int32_t v1213 = total7;
  ap_int<33> v1214 = v1213;
  ap_int<33> v1215 = v1212;
  ap_int<33> v1216 = v1214 + v1215;
  int32_t v1217 = v1216;
  total7 = v1217;
  int32_t v1218;
  ap_int<256> v1218_tmp = v902;
  v1218 = v1218_tmp(111, 104);
  int8_t v1219 = v1218;
  int8_t weight45;
  weight45 = v1219;
  int32_t v1221;
  ap_int<64> v1221_tmp = v903;
  v1221 = v1221_tmp(27, 26);
  uint8_t v1222 = v1221;
  uint8_t code13;
  code13 = v1222;
  int8_t v1224 = code13;
  int32_t v1225 = v1224;
  int32_t v1226 = v1225 & 3;
  uint8_t v1227 = v1226;
  uint8_t place13;
  place13 = v1227;
  int8_t v1229 = weight45;
  int8_t v1230 = place13;
  int v1231 = v1230;
  int8_t v1232 = v904[v1231];
  int16_t v1233 = v1229;
  int16_t v1234 = v1232;
  int16_t v1235 = v1233 * v1234;
  int32_t v1236 = total7;
  ap_int<33> v1237 = v1236;
  ap_int<33> v1238 = v1235;
  ap_int<33> v1239 = v1237 + v1238;
  int32_t v1240 = v1239;
  total7 = v1240;
  int32_t v1241 = total7;
  v905[6] = v1241;
  int32_t total8;
  total8 = 0;
  int32_t v1243;
  ap_int<256> v1243_tmp = v902;
  v1243 = v1243_tmp(119, 112);
  int8_t v1244 = v1243;
  int8_t weight46;
  weight46 = v1244;
  int32_t v1246;
  ap_int<64> v1246_tmp = v903;
  v1246 = v1246_tmp(29, 28);
  uint8_t v1247 = v1246;
  uint8_t code14;
  code14 = v1247;
  int8_t v1249 = code14;
  int32_t v1250 = v1249;
  int32_t v1251 = v1250 & 3;
  uint8_t v1252 = v1251;
  uint8_t place14;
  place14 = v1252;
  int8_t v1254 = weight46;
  int8_t v1255 = place14;
  int v1256 = v1255;
  int8_t v1257 = v904[v1256];
  int16_t v1258 = v1254;
  int16_t v1259 = v1257;
  int16_t v1260 = v1258 * v1259;
  int32_t v1261 = total8;
  ap_int<33> v1262 = v1261;
  ap_int<33> v1263 = v1260;
  ap_int<33> v1264 = v1262 + v1263;
  int32_t v1265 = v1264;
  total8 = v1265;
  int32_t v1266;
  ap_int<256> v1266_tmp = v902;
  v1266 = v1266_tmp(127, 120);
  int8_t v1267 = v1266;
  int8_t weight47;
  weight47 = v1267;
  int32_t v1269;
  ap_int<64> v1269_tmp = v903;
  v1269 = v1269_tmp(31, 30);
  uint8_t v1270 = v1269;
  uint8_t code15;
  code15 = v1270;
  int8_t v1272 = code15;
  int32_t v1273 = v1272;
  int32_t v1274 = v1273 & 3;
  uint8_t v1275 = v1274;
  uint8_t place15;
  place15 = v1275;
  int8_t v1277 = weight47;
  int8_t v1278 = place15;
  int v1279 = v1278;
  int8_t v1280 = v904[v1279];
  int16_t v1281 = v1277;
  int16_t v1282 = v1280;
  int16_t v1283 = v1281 * v1282;
  int32_t v1284 = total8;
  ap_int<33> v1285 = v1284;
  ap_int<33> v1286 = v1283;
  ap_int<33> v1287 = v1285 + v1286;
  int32_t v1288 = v1287;
  total8 = v1288;
  int32_t v1289 = total8;
  v905[7] = v1289;
  int32_t total9;
  total9 = 0;
  int32_t v1291;
  ap_int<256> v1291_tmp = v902;
  v1291 = v1291_tmp(135, 128);
  int8_t v1292 = v1291;
  int8_t weight48;
  weight48 = v1292;
  int32_t v1294;
  ap_int<64> v1294_tmp = v903;
  v1294 = v1294_tmp(33, 32);
  uint8_t v1295 = v1294;
  uint8_t code16;
  code16 = v1295;
  int8_t v1297 = code16;
  int32_t v1298 = v1297;
  int32_t v1299 = v1298 & 3;
  uint8_t v1300 = v1299;
  uint8_t place16;
  place16 = v1300;
  int8_t v1302 = weight48;
  int8_t v1303 = place16;
  int v1304 = v1303;
  int8_t v1305 = v904[v1304];
  int16_t v1306 = v1302;
  int16_t v1307 = v1305;
  int16_t v1308 = v1306 * v1307;
  int32_t v1309 = total9;
  ap_int<33> v1310 = v1309;
  ap_int<33> v1311 = v1308;
  ap_int<33> v1312 = v1310 + v1311;
  int32_t v1313 = v1312;
  total9 = v1313;
  int32_t v1314;
  ap_int<256> v1314_tmp = v902;
  v1314 = v1314_tmp(143, 136);
  int8_t v1315 = v1314;
  int8_t weight49;
  weight49 = v1315;
  int32_t v1317;
  ap_int<64> v1317_tmp = v903;
  v1317 = v1317_tmp(35, 34);
  uint8_t v1318 = v1317;
  uint8_t code17;
  code17 = v1318;
  int8_t v1320 = code17;
  int32_t v1321 = v1320;
  int32_t v1322 = v1321 & 3;
  uint8_t v1323 = v1322;
  uint8_t place17;
  place17 = v1323;
  int8_t v1325 = weight49;
  int8_t v1326 = place17;
  int v1327 = v1326;
  int8_t v1328 = v904[v1327];
  int16_t v1329 = v1325;
  int16_t v1330 = v1328;
  int16_t v1331 = v1329 * v1330;
  int32_t v1332 = total9;
  ap_int<33> v1333 = v1332;
  ap_int<33> v1334 = v1331;
  ap_int<33> v1335 = v1333 + v1334;
  int32_t v1336 = v1335;
  total9 = v1336;
  int32_t v1337 = total9;
  v905[8] = v1337;
  int32_t total10;
  total10 = 0;
  int32_t v1339;
  ap_int<256> v1339_tmp = v902;
  v1339 = v1339_tmp(151, 144);
  int8_t v1340 = v1339;
  int8_t weight50;
  weight50 = v1340;
  int32_t v1342;
  ap_int<64> v1342_tmp = v903;
  v1342 = v1342_tmp(37, 36);
  uint8_t v1343 = v1342;
  uint8_t code18;
  code18 = v1343;
  int8_t v1345 = code18;
  int32_t v1346 = v1345;
  int32_t v1347 = v1346 & 3;
  uint8_t v1348 = v1347;
  uint8_t place18;
  place18 = v1348;
  int8_t v1350 = weight50;
  int8_t v1351 = place18;
  int v1352 = v1351;
  int8_t v1353 = v904[v1352];
  int16_t v1354 = v1350;
  int16_t v1355 = v1353;
  int16_t v1356 = v1354 * v1355;
  int32_t v1357 = total10;
  ap_int<33> v1358 = v1357;
  ap_int<33> v1359 = v1356;
  ap_int<33> v1360 = v1358 + v1359;
  int32_t v1361 = v1360;
  total10 = v1361;
  int32_t v1362;
  ap_int<256> v1362_tmp = v902;
  v1362 = v1362_tmp(159, 152);
  int8_t v1363 = v1362;
  int8_t weight51;
  weight51 = v1363;
  int32_t v1365;
  ap_int<64> v1365_tmp = v903;
  v1365 = v1365_tmp(39, 38);
  uint8_t v1366 = v1365;
  uint8_t code19;
  code19 = v1366;
  int8_t v1368 = code19;
  int32_t v1369 = v1368;
  int32_t v1370 = v1369 & 3;
  uint8_t v1371 = v1370;
  uint8_t place19;
  place19 = v1371;
  int8_t v1373 = weight51;
  int8_t v1374 = place19;
  int v1375 = v1374;
  int8_t v1376 = v904[v1375];
  int16_t v1377 = v1373;
  int16_t v1378 = v1376;
  int16_t v1379 = v1377 * v1378;
  int32_t v1380 = total10;
  ap_int<33> v1381 = v1380;
  ap_int<33> v1382 = v1379;
  ap_int<33> v1383 = v1381 + v1382;
  int32_t v1384 = v1383;
  total10 = v1384;
  int32_t v1385 = total10;
  v905[9] = v1385;
  int32_t total11;
  total11 = 0;
  int32_t v1387;
  ap_int<256> v1387_tmp = v902;
  v1387 = v1387_tmp(167, 160);
  int8_t v1388 = v1387;
  int8_t weight52;
  weight52 = v1388;
  int32_t v1390;
  ap_int<64> v1390_tmp = v903;
  v1390 = v1390_tmp(41, 40);
  uint8_t v1391 = v1390;
  uint8_t code20;
  code20 = v1391;
  int8_t v1393 = code20;
  int32_t v1394 = v1393;
  int32_t v1395 = v1394 & 3;
  uint8_t v1396 = v1395;
  uint8_t place20;
  place20 = v1396;
  int8_t v1398 = weight52;
  int8_t v1399 = place20;
  int v1400 = v1399;
  int8_t v1401 = v904[v1400];
  int16_t v1402 = v1398;
  int16_t v1403 = v1401;
  int16_t v1404 = v1402 * v1403;
  int32_t v1405 = total11;
  ap_int<33> v1406 = v1405;
  ap_int<33> v1407 = v1404;
  ap_int<33> v1408 = v1406 + v1407;
  int32_t v1409 = v1408;
  total11 = v1409;
  int32_t v1410;
  ap_int<256> v1410_tmp = v902;
  v1410 = v1410_tmp(175, 168);
  int8_t v1411 = v1410;
  int8_t weight53;
  weight53 = v1411;
  int32_t v1413;
  ap_int<64> v1413_tmp = v903;
  v1413 = v1413_tmp(43, 42);
  uint8_t v1414 = v1413;
  uint8_t code21;
  code21 = v1414;
  int8_t v1416 = code21;
  int32_t v1417 = v1416;
  int32_t v1418 = v1417 & 3;
  uint8_t v1419 = v1418;
  uint8_t place21;
  place21 = v1419;
  int8_t v1421 = weight53;
  int8_t v1422 = place21;
  int v1423 = v1422;
  int8_t v1424 = v904[v1423];
  int16_t v1425 = v1421;
  int16_t v1426 = v1424;
  int16_t v1427 = v1425 * v1426;
  int32_t v1428 = total11;
  ap_int<33> v1429 = v1428;
  ap_int<33> v1430 = v1427;
  ap_int<33> v1431 = v1429 + v1430;
  int32_t v1432 = v1431;
  total11 = v1432;
  int32_t v1433 = total11;
  v905[10] = v1433;
  int32_t total12;
  total12 = 0;
  int32_t v1435;
  ap_int<256> v1435_tmp = v902;
  v1435 = v1435_tmp(183, 176);
  int8_t v1436 = v1435;
  int8_t weight54;
  weight54 = v1436;
  int32_t v1438;
  ap_int<64> v1438_tmp = v903;
  v1438 = v1438_tmp(45, 44);
  uint8_t v1439 = v1438;
  uint8_t code22;
  code22 = v1439;
  int8_t v1441 = code22;
  int32_t v1442 = v1441;
  int32_t v1443 = v1442 & 3;
  uint8_t v1444 = v1443;
  uint8_t place22;
  place22 = v1444;
  int8_t v1446 = weight54;
  int8_t v1447 = place22;
  int v1448 = v1447;
  int8_t v1449 = v904[v1448];
  int16_t v1450 = v1446;
  int16_t v1451 = v1449;
  int16_t v1452 = v1450 * v1451;
  int32_t v1453 = total12;
  ap_int<33> v1454 = v1453;
  ap_int<33> v1455 = v1452;
  ap_int<33> v1456 = v1454 + v1455;
  int32_t v1457 = v1456;
  total12 = v1457;
  int32_t v1458;
  ap_int<256> v1458_tmp = v902;
  v1458 = v1458_tmp(191, 184);
  int8_t v1459 = v1458;
  int8_t weight55;
  weight55 = v1459;
  int32_t v1461;
  ap_int<64> v1461_tmp = v903;
  v1461 = v1461_tmp(47, 46);
  uint8_t v1462 = v1461;
  uint8_t code23;
  code23 = v1462;
  int8_t v1464 = code23;
  int32_t v1465 = v1464;
  int32_t v1466 = v1465 & 3;
  uint8_t v1467 = v1466;
  uint8_t place23;
  place23 = v1467;
  int8_t v1469 = weight55;
  int8_t v1470 = place23;
  int v1471 = v1470;
  int8_t v1472 = v904[v1471];
  int16_t v1473 = v1469;
  int16_t v1474 = v1472;
  int16_t v1475 = v1473 * v1474;
  int32_t v1476 = total12;
  ap_int<33> v1477 = v1476;
  ap_int<33> v1478 = v1475;
  ap_int<33> v1479 = v1477 + v1478;
  int32_t v1480 = v1479;
  total12 = v1480;
  int32_t v1481 = total12;
  v905[11] = v1481;
  int32_t total13;
  total13 = 0;
  int32_t v1483;
  ap_int<256> v1483_tmp = v902;
  v1483 = v1483_tmp(199, 192);
  int8_t v1484 = v1483;
  int8_t weight56;
  weight56 = v1484;
  int32_t v1486;
  ap_int<64> v1486_tmp = v903;
  v1486 = v1486_tmp(49, 48);
  uint8_t v1487 = v1486;
  uint8_t code24;
  code24 = v1487;
  int8_t v1489 = code24;
  int32_t v1490 = v1489;
  int32_t v1491 = v1490 & 3;
  uint8_t v1492 = v1491;
  uint8_t place24;
  place24 = v1492;
  int8_t v1494 = weight56;
  int8_t v1495 = place24;
  int v1496 = v1495;
  int8_t v1497 = v904[v1496];
  int16_t v1498 = v1494;
  int16_t v1499 = v1497;
  int16_t v1500 = v1498 * v1499;
  int32_t v1501 = total13;
  ap_int<33> v1502 = v1501;
  ap_int<33> v1503 = v1500;
  ap_int<33> v1504 = v1502 + v1503;
  int32_t v1505 = v1504;
  total13 = v1505;
  int32_t v1506;
  ap_int<256> v1506_tmp = v902;
  v1506 = v1506_tmp(207, 200);
  int8_t v1507 = v1506;
  int8_t weight57;
  weight57 = v1507;
  int32_t v1509;
  ap_int<64> v1509_tmp = v903;
  v1509 = v1509_tmp(51, 50);
  uint8_t v1510 = v1509;
  uint8_t code25;
  code25 = v1510;
  int8_t v1512 = code25;
  int32_t v1513 = v1512;
  int32_t v1514 = v1513 & 3;
  uint8_t v1515 = v1514;
  uint8_t place25;
  place25 = v1515;
  int8_t v1517 = weight57;
  int8_t v1518 = place25;
  int v1519 = v1518;
  int8_t v1520 = v904[v1519];
  int16_t v1521 = v1517;
  int16_t v1522 = v1520;
  int16_t v1523 = v1521 * v1522;
  int32_t v1524 = total13;
  ap_int<33> v1525 = v1524;
  ap_int<33> v1526 = v1523;
  ap_int<33> v1527 = v1525 + v1526;
  int32_t v1528 = v1527;
  total13 = v1528;
  int32_t v1529 = total13;
  v905[12] = v1529;
  int32_t total14;
  total14 = 0;
  int32_t v1531;
  ap_int<256> v1531_tmp = v902;
  v1531 = v1531_tmp(215, 208);
  int8_t v1532 = v1531;
  int8_t weight58;
  weight58 = v1532;
  int32_t v1534;
  ap_int<64> v1534_tmp = v903;
  v1534 = v1534_tmp(53, 52);
  uint8_t v1535 = v1534;
  uint8_t code26;
  code26 = v1535;
  int8_t v1537 = code26;
  int32_t v1538 = v1537;
  int32_t v1539 = v1538 & 3;
  uint8_t v1540 = v1539;
  uint8_t place26;
  place26 = v1540;
  int8_t v1542 = weight58;
  int8_t v1543 = place26;
  int v1544 = v1543;
  int8_t v1545 = v904[v1544];
  int16_t v1546 = v1542;
  int16_t v1547 = v1545;
  int16_t v1548 = v1546 * v1547;
  int32_t v1549 = total14;
  ap_int<33> v1550 = v1549;
  ap_int<33> v1551 = v1548;
  ap_int<33> v1552 = v1550 + v1551;
  int32_t v1553 = v1552;
  total14 = v1553;
  int32_t v1554;
  ap_int<256> v1554_tmp = v902;
  v1554 = v1554_tmp(223, 216);
  int8_t v1555 = v1554;
  int8_t weight59;
  weight59 = v1555;
  int32_t v1557;
  ap_int<64> v1557_tmp = v903;
  v1557 = v1557_tmp(55, 54);
  uint8_t v1558 = v1557;
  uint8_t code27;
  code27 = v1558;
  int8_t v1560 = code27;
  int32_t v1561 = v1560;
  int32_t v1562 = v1561 & 3;
  uint8_t v1563 = v1562;
  uint8_t place27;
  place27 = v1563;
  int8_t v1565 = weight59;
  int8_t v1566 = place27;
  int v1567 = v1566;
  int8_t v1568 = v904[v1567];
  int16_t v1569 = v1565;
  int16_t v1570 = v1568;
  int16_t v1571 = v1569 * v1570;
  int32_t v1572 = total14;
  ap_int<33> v1573 = v1572;
  ap_int<33> v1574 = v1571;
  ap_int<33> v1575 = v1573 + v1574;
  int32_t v1576 = v1575;
  total14 = v1576;
  int32_t v1577 = total14;
  v905[13] = v1577;
  int32_t total15;
  total15 = 0;
  int32_t v1579;
  ap_int<256> v1579_tmp = v902;
  v1579 = v1579_tmp(231, 224);
  int8_t v1580 = v1579;
  int8_t weight60;
  weight60 = v1580;
  int32_t v1582;
  ap_int<64> v1582_tmp = v903;
  v1582 = v1582_tmp(57, 56);
  uint8_t v1583 = v1582;
  uint8_t code28;
  code28 = v1583;
  int8_t v1585 = code28;
  int32_t v1586 = v1585;
  int32_t v1587 = v1586 & 3;
  uint8_t v1588 = v1587;
  uint8_t place28;
  place28 = v1588;
  int8_t v1590 = weight60;
  int8_t v1591 = place28;
  int v1592 = v1591;
  int8_t v1593 = v904[v1592];
  int16_t v1594 = v1590;
  int16_t v1595 = v1593;
  int16_t v1596 = v1594 * v1595;
  int32_t v1597 = total15;
  ap_int<33> v1598 = v1597;
  ap_int<33> v1599 = v1596;
  ap_int<33> v1600 = v1598 + v1599;
  int32_t v1601 = v1600;
  total15 = v1601;
  int32_t v1602;
  ap_int<256> v1602_tmp = v902;
  v1602 = v1602_tmp(239, 232);
  int8_t v1603 = v1602;
  int8_t weight61;
  weight61 = v1603;
  int32_t v1605;
  ap_int<64> v1605_tmp = v903;
  v1605 = v1605_tmp(59, 58);
  uint8_t v1606 = v1605;
  uint8_t code29;
  code29 = v1606;
  int8_t v1608 = code29;
  int32_t v1609 = v1608;
  int32_t v1610 = v1609 & 3;
  uint8_t v1611 = v1610;
  uint8_t place29;
  place29 = v1611;
  int8_t v1613 = weight61;
  int8_t v1614 = place29;
  int v1615 = v1614;
  int8_t v1616 = v904[v1615];
  int16_t v1617 = v1613;
  int16_t v1618 = v1616;
  int16_t v1619 = v1617 * v1618;
  int32_t v1620 = total15;
  ap_int<33> v1621 = v1620;
  ap_int<33> v1622 = v1619;
  ap_int<33> v1623 = v1621 + v1622;
  int32_t v1624 = v1623;
  total15 = v1624;
  int32_t v1625 = total15;
  v905[14] = v1625;
  int32_t total16;
  total16 = 0;
  int32_t v1627;
  ap_int<256> v1627_tmp = v902;
  v1627 = v1627_tmp(247, 240);
  int8_t v1628 = v1627;
  int8_t weight62;
  weight62 = v1628;
  int32_t v1630;
  ap_int<64> v1630_tmp = v903;
  v1630 = v1630_tmp(61, 60);
  uint8_t v1631 = v1630;
  uint8_t code30;
  code30 = v1631;
  int8_t v1633 = code30;
  int32_t v1634 = v1633;
  int32_t v1635 = v1634 & 3;
  uint8_t v1636 = v1635;
  uint8_t place30;
  place30 = v1636;
  int8_t v1638 = weight62;
  int8_t v1639 = place30;
  int v1640 = v1639;
  int8_t v1641 = v904[v1640];
  int16_t v1642 = v1638;
  int16_t v1643 = v1641;
  int16_t v1644 = v1642 * v1643;
  int32_t v1645 = total16;
  ap_int<33> v1646 = v1645;
  ap_int<33> v1647 = v1644;
  ap_int<33> v1648 = v1646 + v1647;
  int32_t v1649 = v1648;
  total16 = v1649;
  int32_t v1650;
  ap_int<256> v1650_tmp = v902;
  v1650 = v1650_tmp(255, 248);
  int8_t v1651 = v1650;
  int8_t weight63;
  weight63 = v1651;
  int32_t v1653;
  ap_int<64> v1653_tmp = v903;
  v1653 = v1653_tmp(63, 62);
  uint8_t v1654 = v1653;
  uint8_t code31;
  code31 = v1654;
  int8_t v1656 = code31;
  int32_t v1657 = v1656;
  int32_t v1658 = v1657 & 3;
  uint8_t v1659 = v1658;
  uint8_t place31;
  place31 = v1659;
  int8_t v1661 = weight63;
  int8_t v1662 = place31;
  int v1663 = v1662;
  int8_t v1664 = v904[v1663];
  int16_t v1665 = v1661;
  int16_t v1666 = v1664;
  int16_t v1667 = v1665 * v1666;
  int32_t v1668 = total16;
  ap_int<33> v1669 = v1668;
  ap_int<33> v1670 = v1667;
  ap_int<33> v1671 = v1669 + v1670;
  int32_t v1672 = v1671;
  total16 = v1672;
  int32_t v1673 = total16;
  v905[15] = v1673;
}

int8_t curve[1] = {0};
void activated(
  int32_t v1674,
  int32_t v1675,
  int8_t *v1676
) {
  int64_t v1677 = v1674;
  int64_t v1678 = v1675;
  int64_t v1679 = v1677 * v1678;
  int64_t scaled;
  scaled = v1679;
  int64_t v1681 = scaled;
  int64_t v1682 = v1681 >> 29;
  ap_int<65> v1683 = v1682;
  ap_int<65> v1684 = v1683 + 1;
  ap_int<65> v1685 = v1684 >> 1;
  int64_t v1686 = v1685;
  int64_t shifted;
  shifted = v1686;
  int8_t unit;
  unit = 0;
  int64_t v1689 = shifted;
  bool v1690 = v1689 > 127;
  if (v1690) {
    unit = 127;
  } else {
    int64_t v1691 = shifted;
    bool v1692 = v1691 > 0;
    if (v1692) {
      int64_t v1693 = shifted;
      int8_t v1694 = v1693;
      unit = v1694;
    } else {
      unit = 0;
    }
  }
  *v1676 = unit;
}

void finished(
  int32_t v1695,
  int32_t v1696,
  int32_t *v1697
) {
  int64_t v1698 = v1695;
  int64_t v1699 = v1696;
  int64_t v1700 = v1698 * v1699;
  int64_t scaled1;
  scaled1 = v1700;
  int64_t v1702 = scaled1;
  int64_t v1703 = v1702 >> 15;
  ap_int<65> v1704 = v1703;
  ap_int<65> v1705 = v1704 + 1;
  ap_int<65> v1706 = v1705 >> 1;
  int64_t v1707 = v1706;
  int64_t shifted1;
  shifted1 = v1707;
  int32_t output;
  output = 0;
  int64_t v1710 = shifted1;
  bool v1711 = v1710 > 2147483647;
  if (v1711) {
    output = 2147483647;
  } else {
    int64_t v1712 = shifted1;
    bool v1713 = v1712 < -2147483648;
    if (v1713) {
      output = -2147483648;
    } else {
      int64_t v1714 = shifted1;
      int32_t v1715 = v1714;
      output = v1715;
    }
  }
  *v1697 = output;
}

void engine_0(
  int8_t v1716[128],
  int32_t v1717[128],
  hls::stream< int32_t >& v1718,
  hls::stream< ap_uint<256> >& v1719,
  hls::stream< uint64_t >& v1720,
  hls::stream< int32_t >& v1721
) {
  static int32_t __stateful_engine_0_slot_values_1[12][1024][8];
  #pragma HLS bind_storage variable=__stateful_engine_0_slot_values_1 type=ram_2p impl=uram
  #pragma HLS dependence variable=__stateful_engine_0_slot_values_1 type=inter false
  #pragma HLS array_reshape variable=__stateful_engine_0_slot_values_1 complete dim=3
  static int32_t __stateful_engine_0_slot_places_2[12][1024][2];
  #pragma HLS bind_storage variable=__stateful_engine_0_slot_places_2 type=ram_2p impl=uram
  #pragma HLS dependence variable=__stateful_engine_0_slot_places_2 type=inter false
  #pragma HLS array_reshape variable=__stateful_engine_0_slot_places_2 complete dim=3
  static int32_t __stateful_engine_0_slot_multipliers_3[12][384];
  #pragma HLS bind_storage variable=__stateful_engine_0_slot_multipliers_3 type=ram_2p impl=uram
  #pragma HLS dependence variable=__stateful_engine_0_slot_multipliers_3 type=inter false
  int8_t inputs1[32][4];
  #pragma HLS array_partition variable=inputs1 complete dim=2

  int32_t up_sums[16][16];
  #pragma HLS array_partition variable=up_sums complete dim=2

  int32_t up_total[16];
  #pragma HLS array_partition variable=up_total complete dim=1

  for (int v1728 = 0; v1728 < 16; v1728++) {
    up_total[v1728] = 0;
  }
  int32_t up_products[16];
  #pragma HLS array_partition variable=up_products complete dim=1

  for (int v1730 = 0; v1730 < 16; v1730++) {
    up_products[v1730] = 0;
  }
  int8_t up_inputs[4];
  #pragma HLS array_partition variable=up_inputs complete dim=1

  for (int v1732 = 0; v1732 < 4; v1732++) {
    up_inputs[v1732] = 0;
  }
  int8_t hidden[64][4];
  #pragma HLS array_partition variable=hidden complete dim=2

  int32_t down_sums[8][16];
  #pragma HLS array_partition variable=down_sums complete dim=2

  int32_t down_total[16];
  #pragma HLS array_partition variable=down_total complete dim=1

  for (int v1736 = 0; v1736 < 16; v1736++) {
    down_total[v1736] = 0;
  }
  int32_t down_products[16];
  #pragma HLS array_partition variable=down_products complete dim=1

  for (int v1738 = 0; v1738 < 16; v1738++) {
    down_products[v1738] = 0;
  }
  int8_t down_inputs[4];
  #pragma HLS array_partition variable=down_inputs complete dim=1

  for (int v1740 = 0; v1740 < 4; v1740++) {
    down_inputs[v1740] = 0;
  }
  l_S_order_0_order1: for (int order1 = 0; order1 < 2; order1++) {
    int32_t v1742 = v1718.read();
    int32_t filled;
    filled = v1742;
    int32_t v1744 = filled;
    bool v1745 = v1744 >= 0;
    if (v1745) {
      l_S_up_word_0_up_word1: for (int up_word1 = 0; up_word1 < 512; up_word1++) {
      #pragma HLS pipeline II=1
        ap_uint<256> v1747 = v1719.read();
        ap_uint<256> up_values;
        up_values = v1747;
        ap_int<256> v1749 = up_values;
        int32_t v1750;
        ap_int<256> v1750_tmp = v1749;
        v1750 = v1750_tmp(31, 0);
        int32_t v1751 = filled;
        int v1752 = v1751;
        __stateful_engine_0_slot_values_1[v1752][up_word1][0] = v1750;
        ap_int<256> v1753 = up_values;
        int32_t v1754;
        ap_int<256> v1754_tmp = v1753;
        v1754 = v1754_tmp(63, 32);
        int32_t v1755 = filled;
        int v1756 = v1755;
        __stateful_engine_0_slot_values_1[v1756][up_word1][1] = v1754;
        ap_int<256> v1757 = up_values;
        int32_t v1758;
        ap_int<256> v1758_tmp = v1757;
        v1758 = v1758_tmp(95, 64);
        int32_t v1759 = filled;
        int v1760 = v1759;
        __stateful_engine_0_slot_values_1[v1760][up_word1][2] = v1758;
        ap_int<256> v1761 = up_values;
        int32_t v1762;
        ap_int<256> v1762_tmp = v1761;
        v1762 = v1762_tmp(127, 96);
        int32_t v1763 = filled;
        int v1764 = v1763;
        __stateful_engine_0_slot_values_1[v1764][up_word1][3] = v1762;
        ap_int<256> v1765 = up_values;
        int32_t v1766;
        ap_int<256> v1766_tmp = v1765;
        v1766 = v1766_tmp(159, 128);
        int32_t v1767 = filled;
        int v1768 = v1767;
        __stateful_engine_0_slot_values_1[v1768][up_word1][4] = v1766;
        ap_int<256> v1769 = up_values;
        int32_t v1770;
        ap_int<256> v1770_tmp = v1769;
        v1770 = v1770_tmp(191, 160);
        int32_t v1771 = filled;
        int v1772 = v1771;
        __stateful_engine_0_slot_values_1[v1772][up_word1][5] = v1770;
        ap_int<256> v1773 = up_values;
        int32_t v1774;
        ap_int<256> v1774_tmp = v1773;
        v1774 = v1774_tmp(223, 192);
        int32_t v1775 = filled;
        int v1776 = v1775;
        __stateful_engine_0_slot_values_1[v1776][up_word1][6] = v1774;
        ap_int<256> v1777 = up_values;
        int32_t v1778;
        ap_int<256> v1778_tmp = v1777;
        v1778 = v1778_tmp(255, 224);
        int32_t v1779 = filled;
        int v1780 = v1779;
        __stateful_engine_0_slot_values_1[v1780][up_word1][7] = v1778;
        uint64_t v1781 = v1720.read();
        uint64_t up_places;
        up_places = v1781;
        int64_t v1783 = up_places;
        int32_t v1784;
        ap_int<64> v1784_tmp = v1783;
        v1784 = v1784_tmp(31, 0);
        int32_t v1785 = filled;
        int v1786 = v1785;
        __stateful_engine_0_slot_places_2[v1786][up_word1][0] = v1784;
        int64_t v1787 = up_places;
        int32_t v1788;
        ap_int<64> v1788_tmp = v1787;
        v1788 = v1788_tmp(63, 32);
        int32_t v1789 = filled;
        int v1790 = v1789;
        __stateful_engine_0_slot_places_2[v1790][up_word1][1] = v1788;
      }
      l_S_up_row_1_up_row1: for (int up_row1 = 0; up_row1 < 256; up_row1++) {
      #pragma HLS pipeline II=1
        int32_t v1792 = v1721.read();
        int32_t v1793 = filled;
        int v1794 = v1793;
        __stateful_engine_0_slot_multipliers_3[v1794][up_row1] = v1792;
      }
      l_S_down_word_2_down_word1: for (int down_word1 = 0; down_word1 < 512; down_word1++) {
      #pragma HLS pipeline II=1
        ap_uint<256> v1796 = v1719.read();
        ap_uint<256> down_values;
        down_values = v1796;
        ap_int<256> v1798 = down_values;
        int32_t v1799;
        ap_int<256> v1799_tmp = v1798;
        v1799 = v1799_tmp(31, 0);
        int32_t v1800 = filled;
        int v1801 = v1800;
        ap_int<34> v1802 = down_word1;
        ap_int<34> v1803 = v1802 + 512;
        int v1804 = v1803;
        __stateful_engine_0_slot_values_1[v1801][v1804][0] = v1799;
        ap_int<256> v1805 = down_values;
        int32_t v1806;
        ap_int<256> v1806_tmp = v1805;
        v1806 = v1806_tmp(63, 32);
        int32_t v1807 = filled;
        int v1808 = v1807;
        __stateful_engine_0_slot_values_1[v1808][v1804][1] = v1806;
        ap_int<256> v1809 = down_values;
        int32_t v1810;
        ap_int<256> v1810_tmp = v1809;
        v1810 = v1810_tmp(95, 64);
        int32_t v1811 = filled;
        int v1812 = v1811;
        __stateful_engine_0_slot_values_1[v1812][v1804][2] = v1810;
        ap_int<256> v1813 = down_values;
        int32_t v1814;
        ap_int<256> v1814_tmp = v1813;
        v1814 = v1814_tmp(127, 96);
        int32_t v1815 = filled;
        int v1816 = v1815;
        __stateful_engine_0_slot_values_1[v1816][v1804][3] = v1814;
        ap_int<256> v1817 = down_values;
        int32_t v1818;
        ap_int<256> v1818_tmp = v1817;
        v1818 = v1818_tmp(159, 128);
        int32_t v1819 = filled;
        int v1820 = v1819;
        __stateful_engine_0_slot_values_1[v1820][v1804][4] = v1818;
        ap_int<256> v1821 = down_values;
        int32_t v1822;
        ap_int<256> v1822_tmp = v1821;
        v1822 = v1822_tmp(191, 160);
        int32_t v1823 = filled;
        int v1824 = v1823;
        __stateful_engine_0_slot_values_1[v1824][v1804][5] = v1822;
        ap_int<256> v1825 = down_values;
        int32_t v1826;
        ap_int<256> v1826_tmp = v1825;
        v1826 = v1826_tmp(223, 192);
        int32_t v1827 = filled;
        int v1828 = v1827;
        __stateful_engine_0_slot_values_1[v1828][v1804][6] = v1826;
        ap_int<256> v1829 = down_values;
        int32_t v1830;
        ap_int<256> v1830_tmp = v1829;
        v1830 = v1830_tmp(255, 224);
        int32_t v1831 = filled;
        int v1832 = v1831;
        __stateful_engine_0_slot_values_1[v1832][v1804][7] = v1830;
        uint64_t v1833 = v1720.read();
        uint64_t down_places;
        down_places = v1833;
        int64_t v1835 = down_places;
        int32_t v1836;
        ap_int<64> v1836_tmp = v1835;
        v1836 = v1836_tmp(31, 0);
        int32_t v1837 = filled;
        int v1838 = v1837;
        __stateful_engine_0_slot_places_2[v1838][v1804][0] = v1836;
        int64_t v1839 = down_places;
        int32_t v1840;
        ap_int<64> v1840_tmp = v1839;
        v1840 = v1840_tmp(63, 32);
        int32_t v1841 = filled;
        int v1842 = v1841;
        __stateful_engine_0_slot_places_2[v1842][v1804][1] = v1840;
      }
      l_S_down_row_3_down_row1: for (int down_row1 = 0; down_row1 < 128; down_row1++) {
      #pragma HLS pipeline II=1
        int32_t v1844 = v1721.read();
        int32_t v1845 = filled;
        int v1846 = v1845;
        ap_int<34> v1847 = down_row1;
        ap_int<34> v1848 = v1847 + 256;
        int v1849 = v1848;
        __stateful_engine_0_slot_multipliers_3[v1846][v1849] = v1844;
      }
    }
  }
  int32_t v1850 = v1718.read();
  int32_t present;
  present = v1850;
  int32_t v1852 = v1718.read();
  int32_t scale1;
  scale1 = v1852;
  int32_t v1854 = v1718.read();
  int32_t ahead1;
  ahead1 = v1854;
  l_load_g: for (int g = 0; g < 32; g++) {
    l_m: for (int m = 0; m < 4; m++) {
    #pragma HLS pipeline II=1
      int8_t v1858 = v1716[((g * 4) + m)];
      inputs1[g][m] = v1858;
    }
  }
  l_up_b: for (int b = 0; b < 16; b++) {
    l_g1: for (int g1 = 0; g1 < 32; g1++) {
    #pragma HLS pipeline II=1
      ap_uint<256> present_up;
      present_up = 0;
      uint64_t up_codes;
      up_codes = 0;
      int32_t v1863 = present;
      int v1864 = v1863;
      int64_t v1865 = b;
      int64_t v1866 = v1865 * 32;
      ap_int<65> v1867 = v1866;
      ap_int<65> v1868 = g1;
      ap_int<65> v1869 = v1867 + v1868;
      int v1870 = v1869;
      uint32_t v1871 = __stateful_engine_0_slot_values_1[v1864][v1870][0];
      ap_int<256> v1872 = present_up;
      ap_int<256> v1873;
      ap_int<256> v1873_tmp = v1872;
      v1873_tmp(31, 0) = v1871;
      v1873 = v1873_tmp;
      present_up = v1873;
      int32_t v1874 = present;
      int v1875 = v1874;
      uint32_t v1876 = __stateful_engine_0_slot_values_1[v1875][v1870][1];
      ap_int<256> v1877 = present_up;
      ap_int<256> v1878;
      ap_int<256> v1878_tmp = v1877;
      v1878_tmp(63, 32) = v1876;
      v1878 = v1878_tmp;
      present_up = v1878;
      int32_t v1879 = present;
      int v1880 = v1879;
      uint32_t v1881 = __stateful_engine_0_slot_values_1[v1880][v1870][2];
      ap_int<256> v1882 = present_up;
      ap_int<256> v1883;
      ap_int<256> v1883_tmp = v1882;
      v1883_tmp(95, 64) = v1881;
      v1883 = v1883_tmp;
      present_up = v1883;
      int32_t v1884 = present;
      int v1885 = v1884;
      uint32_t v1886 = __stateful_engine_0_slot_values_1[v1885][v1870][3];
      ap_int<256> v1887 = present_up;
      ap_int<256> v1888;
      ap_int<256> v1888_tmp = v1887;
      v1888_tmp(127, 96) = v1886;
      v1888 = v1888_tmp;
      present_up = v1888;
      int32_t v1889 = present;
      int v1890 = v1889;
      uint32_t v1891 = __stateful_engine_0_slot_values_1[v1890][v1870][4];
      ap_int<256> v1892 = present_up;
      ap_int<256> v1893;
      ap_int<256> v1893_tmp = v1892;
      v1893_tmp(159, 128) = v1891;
      v1893 = v1893_tmp;
      present_up = v1893;
      int32_t v1894 = present;
      int v1895 = v1894;
      uint32_t v1896 = __stateful_engine_0_slot_values_1[v1895][v1870][5];
      ap_int<256> v1897 = present_up;
      ap_int<256> v1898;
      ap_int<256> v1898_tmp = v1897;
      v1898_tmp(191, 160) = v1896;
      v1898 = v1898_tmp;
      present_up = v1898;
      int32_t v1899 = present;
      int v1900 = v1899;
      uint32_t v1901 = __stateful_engine_0_slot_values_1[v1900][v1870][6];
      ap_int<256> v1902 = present_up;
      ap_int<256> v1903;
      ap_int<256> v1903_tmp = v1902;
      v1903_tmp(223, 192) = v1901;
      v1903 = v1903_tmp;
      present_up = v1903;
      int32_t v1904 = present;
      int v1905 = v1904;
      uint32_t v1906 = __stateful_engine_0_slot_values_1[v1905][v1870][7];
      ap_int<256> v1907 = present_up;
      ap_int<256> v1908;
      ap_int<256> v1908_tmp = v1907;
      v1908_tmp(255, 224) = v1906;
      v1908 = v1908_tmp;
      present_up = v1908;
      int32_t v1909 = present;
      int v1910 = v1909;
      uint32_t v1911 = __stateful_engine_0_slot_places_2[v1910][v1870][0];
      int64_t v1912 = up_codes;
      int64_t v1913;
      ap_int<64> v1913_tmp = v1912;
      v1913_tmp(31, 0) = v1911;
      v1913 = v1913_tmp;
      up_codes = v1913;
      int32_t v1914 = present;
      int v1915 = v1914;
      uint32_t v1916 = __stateful_engine_0_slot_places_2[v1915][v1870][1];
      int64_t v1917 = up_codes;
      int64_t v1918;
      ap_int<64> v1918_tmp = v1917;
      v1918_tmp(63, 32) = v1916;
      v1918 = v1918_tmp;
      up_codes = v1918;
      int32_t v1919 = ahead1;
      bool v1920 = v1919 >= 0;
      if (v1920) {
        ap_uint<256> v1921 = v1719.read();
        ap_uint<256> coming_up;
        coming_up = v1921;
        ap_int<256> v1923 = coming_up;
        int32_t v1924;
        ap_int<256> v1924_tmp = v1923;
        v1924 = v1924_tmp(31, 0);
        int32_t v1925 = ahead1;
        int v1926 = v1925;
        __stateful_engine_0_slot_values_1[v1926][v1870][0] = v1924;
        ap_int<256> v1927 = coming_up;
        int32_t v1928;
        ap_int<256> v1928_tmp = v1927;
        v1928 = v1928_tmp(63, 32);
        int32_t v1929 = ahead1;
        int v1930 = v1929;
        __stateful_engine_0_slot_values_1[v1930][v1870][1] = v1928;
        ap_int<256> v1931 = coming_up;
        int32_t v1932;
        ap_int<256> v1932_tmp = v1931;
        v1932 = v1932_tmp(95, 64);
        int32_t v1933 = ahead1;
        int v1934 = v1933;
        __stateful_engine_0_slot_values_1[v1934][v1870][2] = v1932;
        ap_int<256> v1935 = coming_up;
        int32_t v1936;
        ap_int<256> v1936_tmp = v1935;
        v1936 = v1936_tmp(127, 96);
        int32_t v1937 = ahead1;
        int v1938 = v1937;
        __stateful_engine_0_slot_values_1[v1938][v1870][3] = v1936;
        ap_int<256> v1939 = coming_up;
        int32_t v1940;
        ap_int<256> v1940_tmp = v1939;
        v1940 = v1940_tmp(159, 128);
        int32_t v1941 = ahead1;
        int v1942 = v1941;
        __stateful_engine_0_slot_values_1[v1942][v1870][4] = v1940;
        ap_int<256> v1943 = coming_up;
        int32_t v1944;
        ap_int<256> v1944_tmp = v1943;
        v1944 = v1944_tmp(191, 160);
        int32_t v1945 = ahead1;
        int v1946 = v1945;
        __stateful_engine_0_slot_values_1[v1946][v1870][5] = v1944;
        ap_int<256> v1947 = coming_up;
        int32_t v1948;
        ap_int<256> v1948_tmp = v1947;
        v1948 = v1948_tmp(223, 192);
        int32_t v1949 = ahead1;
        int v1950 = v1949;
        __stateful_engine_0_slot_values_1[v1950][v1870][6] = v1948;
        ap_int<256> v1951 = coming_up;
        int32_t v1952;
        ap_int<256> v1952_tmp = v1951;
        v1952 = v1952_tmp(255, 224);
        int32_t v1953 = ahead1;
        int v1954 = v1953;
        __stateful_engine_0_slot_values_1[v1954][v1870][7] = v1952;
        uint64_t v1955 = v1720.read();
        uint64_t coming_up_codes;
        coming_up_codes = v1955;
        int64_t v1957 = coming_up_codes;
        int32_t v1958;
        ap_int<64> v1958_tmp = v1957;
        v1958 = v1958_tmp(31, 0);
        int32_t v1959 = ahead1;
        int v1960 = v1959;
        __stateful_engine_0_slot_places_2[v1960][v1870][0] = v1958;
        int64_t v1961 = coming_up_codes;
        int32_t v1962;
        ap_int<64> v1962_tmp = v1961;
        v1962 = v1962_tmp(63, 32);
        int32_t v1963 = ahead1;
        int v1964 = v1963;
        __stateful_engine_0_slot_places_2[v1964][v1870][1] = v1962;
      }
      l_S_m_6_m1: for (int m1 = 0; m1 < 4; m1++) {
        int8_t v1966 = inputs1[g1][m1];
        up_inputs[m1] = v1966;
      }
      ap_int<256> v1967 = present_up;
      int64_t v1968 = up_codes;
      group_products(v1967, v1968, up_inputs, up_products);
      l_S_r_7_r: for (int r = 0; r < 16; r++) {
        ap_int<33> v1970 = g1;
        bool v1971 = v1970 == 0;
        int32_t v1972 = up_products[r];
        int32_t v1973 = up_total[r];
        ap_int<33> v1974 = v1973;
        ap_int<33> v1975 = v1972;
        ap_int<33> v1976 = v1974 + v1975;
        ap_int<33> v1977 = v1971 ? (ap_int<33>)v1975 : (ap_int<33>)v1976;
        int32_t v1978 = v1977;
        up_total[r] = v1978;
        int32_t v1979 = up_total[r];
        up_sums[b][r] = v1979;
      }
    }
  }
  l_activate_g2: for (int g2 = 0; g2 < 64; g2++) {
    l_m2: for (int m2 = 0; m2 < 4; m2++) {
    #pragma HLS pipeline II=1
      int32_t v1982 = present;
      int v1983 = v1982;
      int64_t v1984 = g2;
      int64_t v1985 = v1984 * 4;
      ap_int<65> v1986 = v1985;
      ap_int<65> v1987 = m2;
      ap_int<65> v1988 = v1986 + v1987;
      int v1989 = v1988;
      int32_t v1990 = __stateful_engine_0_slot_multipliers_3[v1983][v1989];
      int32_t up_multiplier;
      up_multiplier = v1990;
      int32_t v1992 = ahead1;
      bool v1993 = v1992 >= 0;
      if (v1993) {
        int32_t v1994 = v1721.read();
        int32_t v1995 = ahead1;
        int v1996 = v1995;
        __stateful_engine_0_slot_multipliers_3[v1996][v1989] = v1994;
      }
      int32_t v1997 = up_sums[(g2 / 4)][(((g2 * 4) + m2) % 16)];
      int32_t v1998 = up_multiplier;
      int8_t v1999;
      activated(v1997, v1998, &v1999);
      hidden[g2][m2] = v1999;
    }
  }
  l_down_b1: for (int b1 = 0; b1 < 8; b1++) {
    l_g3: for (int g3 = 0; g3 < 64; g3++) {
    #pragma HLS pipeline II=1
      ap_uint<256> present_down;
      present_down = 0;
      uint64_t down_codes;
      down_codes = 0;
      int32_t v2004 = present;
      int v2005 = v2004;
      int64_t v2006 = b1;
      int64_t v2007 = v2006 * 64;
      ap_int<65> v2008 = v2007;
      ap_int<65> v2009 = v2008 + 512;
      ap_int<66> v2010 = v2009;
      ap_int<66> v2011 = g3;
      ap_int<66> v2012 = v2010 + v2011;
      int v2013 = v2012;
      uint32_t v2014 = __stateful_engine_0_slot_values_1[v2005][v2013][0];
      ap_int<256> v2015 = present_down;
      ap_int<256> v2016;
      ap_int<256> v2016_tmp = v2015;
      v2016_tmp(31, 0) = v2014;
      v2016 = v2016_tmp;
      present_down = v2016;
      int32_t v2017 = present;
      int v2018 = v2017;
      uint32_t v2019 = __stateful_engine_0_slot_values_1[v2018][v2013][1];
      ap_int<256> v2020 = present_down;
      ap_int<256> v2021;
      ap_int<256> v2021_tmp = v2020;
      v2021_tmp(63, 32) = v2019;
      v2021 = v2021_tmp;
      present_down = v2021;
      int32_t v2022 = present;
      int v2023 = v2022;
      uint32_t v2024 = __stateful_engine_0_slot_values_1[v2023][v2013][2];
      ap_int<256> v2025 = present_down;
      ap_int<256> v2026;
      ap_int<256> v2026_tmp = v2025;
      v2026_tmp(95, 64) = v2024;
      v2026 = v2026_tmp;
      present_down = v2026;
      int32_t v2027 = present;
      int v2028 = v2027;
      uint32_t v2029 = __stateful_engine_0_slot_values_1[v2028][v2013][3];
      ap_int<256> v2030 = present_down;
      ap_int<256> v2031;
      ap_int<256> v2031_tmp = v2030;
      v2031_tmp(127, 96) = v2029;
      v2031 = v2031_tmp;
      present_down = v2031;
      int32_t v2032 = present;
      int v2033 = v2032;
      uint32_t v2034 = __stateful_engine_0_slot_values_1[v2033][v2013][4];
      ap_int<256> v2035 = present_down;
      ap_int<256> v2036;
      ap_int<256> v2036_tmp = v2035;
      v2036_tmp(159, 128) = v2034;
      v2036 = v2036_tmp;
      present_down = v2036;
      int32_t v2037 = present;
      int v2038 = v2037;
      uint32_t v2039 = __stateful_engine_0_slot_values_1[v2038][v2013][5];
      ap_int<256> v2040 = present_down;
      ap_int<256> v2041;
      ap_int<256> v2041_tmp = v2040;
      v2041_tmp(191, 160) = v2039;
      v2041 = v2041_tmp;
      present_down = v2041;
      int32_t v2042 = present;
      int v2043 = v2042;
      uint32_t v2044 = __stateful_engine_0_slot_values_1[v2043][v2013][6];
      ap_int<256> v2045 = present_down;
      ap_int<256> v2046;
      ap_int<256> v2046_tmp = v2045;
      v2046_tmp(223, 192) = v2044;
      v2046 = v2046_tmp;
      present_down = v2046;
      int32_t v2047 = present;
      int v2048 = v2047;
      uint32_t v2049 = __stateful_engine_0_slot_values_1[v2048][v2013][7];
      ap_int<256> v2050 = present_down;
      ap_int<256> v2051;
      ap_int<256> v2051_tmp = v2050;
      v2051_tmp(255, 224) = v2049;
      v2051 = v2051_tmp;
      present_down = v2051;
      int32_t v2052 = present;
      int v2053 = v2052;
      uint32_t v2054 = __stateful_engine_0_slot_places_2[v2053][v2013][0];
      int64_t v2055 = down_codes;
      int64_t v2056;
      ap_int<64> v2056_tmp = v2055;
      v2056_tmp(31, 0) = v2054;
      v2056 = v2056_tmp;
      down_codes = v2056;
      int32_t v2057 = present;
      int v2058 = v2057;
      uint32_t v2059 = __stateful_engine_0_slot_places_2[v2058][v2013][1];
      int64_t v2060 = down_codes;
      int64_t v2061;
      ap_int<64> v2061_tmp = v2060;
      v2061_tmp(63, 32) = v2059;
      v2061 = v2061_tmp;
      down_codes = v2061;
      int32_t v2062 = ahead1;
      bool v2063 = v2062 >= 0;
      if (v2063) {
        ap_uint<256> v2064 = v1719.read();
        ap_uint<256> coming_down;
        coming_down = v2064;
        ap_int<256> v2066 = coming_down;
        int32_t v2067;
        ap_int<256> v2067_tmp = v2066;
        v2067 = v2067_tmp(31, 0);
        int32_t v2068 = ahead1;
        int v2069 = v2068;
        __stateful_engine_0_slot_values_1[v2069][v2013][0] = v2067;
        ap_int<256> v2070 = coming_down;
        int32_t v2071;
        ap_int<256> v2071_tmp = v2070;
        v2071 = v2071_tmp(63, 32);
        int32_t v2072 = ahead1;
        int v2073 = v2072;
        __stateful_engine_0_slot_values_1[v2073][v2013][1] = v2071;
        ap_int<256> v2074 = coming_down;
        int32_t v2075;
        ap_int<256> v2075_tmp = v2074;
        v2075 = v2075_tmp(95, 64);
        int32_t v2076 = ahead1;
        int v2077 = v2076;
        __stateful_engine_0_slot_values_1[v2077][v2013][2] = v2075;
        ap_int<256> v2078 = coming_down;
        int32_t v2079;
        ap_int<256> v2079_tmp = v2078;
        v2079 = v2079_tmp(127, 96);
        int32_t v2080 = ahead1;
        int v2081 = v2080;
        __stateful_engine_0_slot_values_1[v2081][v2013][3] = v2079;
        ap_int<256> v2082 = coming_down;
        int32_t v2083;
        ap_int<256> v2083_tmp = v2082;
        v2083 = v2083_tmp(159, 128);
        int32_t v2084 = ahead1;
        int v2085 = v2084;
        __stateful_engine_0_slot_values_1[v2085][v2013][4] = v2083;
        ap_int<256> v2086 = coming_down;
        int32_t v2087;
        ap_int<256> v2087_tmp = v2086;
        v2087 = v2087_tmp(191, 160);
        int32_t v2088 = ahead1;
        int v2089 = v2088;
        __stateful_engine_0_slot_values_1[v2089][v2013][5] = v2087;
        ap_int<256> v2090 = coming_down;
        int32_t v2091;
        ap_int<256> v2091_tmp = v2090;
        v2091 = v2091_tmp(223, 192);
        int32_t v2092 = ahead1;
        int v2093 = v2092;
        __stateful_engine_0_slot_values_1[v2093][v2013][6] = v2091;
        ap_int<256> v2094 = coming_down;
        int32_t v2095;
        ap_int<256> v2095_tmp = v2094;
        v2095 = v2095_tmp(255, 224);
        int32_t v2096 = ahead1;
        int v2097 = v2096;
        __stateful_engine_0_slot_values_1[v2097][v2013][7] = v2095;
        uint64_t v2098 = v1720.read();
        uint64_t coming_down_codes;
        coming_down_codes = v2098;
        int64_t v2100 = coming_down_codes;
        int32_t v2101;
        ap_int<64> v2101_tmp = v2100;
        v2101 = v2101_tmp(31, 0);
        int32_t v2102 = ahead1;
        int v2103 = v2102;
        __stateful_engine_0_slot_places_2[v2103][v2013][0] = v2101;
        int64_t v2104 = coming_down_codes;
        int32_t v2105;
        ap_int<64> v2105_tmp = v2104;
        v2105 = v2105_tmp(63, 32);
        int32_t v2106 = ahead1;
        int v2107 = v2106;
        __stateful_engine_0_slot_places_2[v2107][v2013][1] = v2105;
      }
      l_S_m_10_m3: for (int m3 = 0; m3 < 4; m3++) {
        int8_t v2109 = hidden[g3][m3];
        down_inputs[m3] = v2109;
      }
      ap_int<256> v2110 = present_down;
      int64_t v2111 = down_codes;
      group_products(v2110, v2111, down_inputs, down_products);
      l_S_r_11_r1: for (int r1 = 0; r1 < 16; r1++) {
        ap_int<33> v2113 = g3;
        bool v2114 = v2113 == 0;
        int32_t v2115 = down_products[r1];
        int32_t v2116 = down_total[r1];
        ap_int<33> v2117 = v2116;
        ap_int<33> v2118 = v2115;
        ap_int<33> v2119 = v2117 + v2118;
        ap_int<33> v2120 = v2114 ? (ap_int<33>)v2118 : (ap_int<33>)v2119;
        int32_t v2121 = v2120;
        down_total[r1] = v2121;
        int32_t v2122 = down_total[r1];
        down_sums[b1][r1] = v2122;
      }
    }
  }
  l_store_b2: for (int b2 = 0; b2 < 8; b2++) {
    l_r2: for (int r2 = 0; r2 < 16; r2++) {
    #pragma HLS pipeline II=1
      int32_t v2125 = present;
      int v2126 = v2125;
      int64_t v2127 = b2;
      int64_t v2128 = v2127 * 16;
      ap_int<65> v2129 = v2128;
      ap_int<65> v2130 = v2129 + 256;
      ap_int<66> v2131 = v2130;
      ap_int<66> v2132 = r2;
      ap_int<66> v2133 = v2131 + v2132;
      int v2134 = v2133;
      int32_t v2135 = __stateful_engine_0_slot_multipliers_3[v2126][v2134];
      int32_t down_multiplier;
      down_multiplier = v2135;
      int32_t v2137 = ahead1;
      bool v2138 = v2137 >= 0;
      if (v2138) {
        int32_t v2139 = v1721.read();
        int32_t v2140 = ahead1;
        int v2141 = v2140;
        __stateful_engine_0_slot_multipliers_3[v2141][v2134] = v2139;
      }
      int32_t v2142 = down_sums[b2][r2];
      int32_t v2143 = down_multiplier;
      int32_t v2144;
      finished(v2142, v2143, &v2144);
      int64_t v2145 = v2144;
      int64_t answer;
      answer = v2145;
      int64_t v2147 = answer;
      int32_t v2148 = scale1;
      ap_int<96> v2149 = v2147;
      ap_int<96> v2150 = v2148;
      ap_int<96> v2151 = v2149 * v2150;
      ap_int<97> v2152 = v2151;
      ap_int<97> v2153 = v2152 + 32768;
      ap_int<97> v2154 = v2153 >> 16;
      int32_t v2155 = v2154;
      v1717[((b2 * 16) + r2)] = v2155;
    }
  }
}

/// This is top function.
void moe_layer(
  int32_t v2156[5],
  int16_t v2157[128],
  ap_uint<512> v2158[192],
  uint8_t v2159[1318],
  int8_t v2160[128],
  ap_uint<256> v2161[49152],
  uint64_t v2162[49152],
  int32_t v2163[18432],
  int32_t v2164[6],
  int32_t v2165[128]
) {
  #pragma HLS dataflow
  hls::stream< int32_t > v2166;
  #pragma HLS stream variable=v2166 depth=4
  hls::stream< int32_t > v2167;
  #pragma HLS stream variable=v2167 depth=8
  hls::stream< ap_uint<256> > v2168;
  #pragma HLS stream variable=v2168 depth=16
  hls::stream< uint64_t > v2169;
  #pragma HLS stream variable=v2169 depth=16
  hls::stream< int32_t > v2170;
  #pragma HLS stream variable=v2170 depth=16
  control_0(v2156, v2157, v2158, v2159, v2164, v2166, v2167);
  fetch_0(v2161, v2162, v2163, v2166, v2168, v2169, v2170);
  engine_0(v2160, v2165, v2167, v2168, v2169, v2170);
}
