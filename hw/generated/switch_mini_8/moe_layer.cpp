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
  ap_int<48> best;
  best = 0;
  l_largest_e1: for (int e1 = 0; e1 < 8; e1++) {
  #pragma HLS pipeline II=1
    ap_int<48> v596 = logits[e1];
    ap_int<48> v597 = best;
    bool v598 = v596 > v597;
    if (v598) {
      ap_int<48> v599 = logits[e1];
      best = v599;
    }
  }
  int32_t weights_of[8];
  int64_t whole;
  whole = 0;
  l_exponential_e2: for (int e2 = 0; e2 < 8; e2++) {
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
  uint8_t taken[8];
  for (int v645 = 0; v645 < 8; v645++) {
    taken[v645] = 0;
  }
  l_choose_k: for (int k = 0; k < 1; k++) {
    int32_t chosen;
    chosen = 0;
    ap_int<48> largest;
    largest = 0;
    l_choose_largest_e3: for (int e3 = 0; e3 < 8; e3++) {
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
  int16_t v673[128],
  ap_uint<512> v674[192],
  uint8_t v675[1318],
  int32_t v676[6],
  hls::stream< int32_t >& v677,
  hls::stream< int32_t >& v678
) {
  static int32_t __stateful_control_0_tags_1[12];
  static int32_t __stateful_control_0_ages_2[12];
  static int32_t __stateful_control_0_path_3[2];
  int32_t v683 = v672[0];
  int32_t layer;
  layer = v683;
  int32_t v685 = v672[3];
  bool v686 = v685 == 1;
  if (v686) {
    l_forget_i2: for (int i2 = 0; i2 < 12; i2++) {
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
      int64_t v704 = v703 * 8;
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
    int64_t v742 = v741 * 8;
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
  int64_t v761 = v760 * 8;
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
  bool v778 = v777 == 6;
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
      int64_t v797 = v796 * 8;
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
  ap_uint<256> v813[49152],
  uint64_t v814[49152],
  int32_t v815[18432],
  hls::stream< int32_t >& v816,
  hls::stream< ap_uint<256> >& v817,
  hls::stream< uint64_t >& v818,
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
      int64_t v827 = v826 * 1024;
      int32_t v828 = v827;
      int32_t first_word;
      first_word = v828;
      int32_t v830 = wanted;
      int64_t v831 = v830;
      int64_t v832 = v831 * 384;
      int32_t v833 = v832;
      int32_t first_multiplier;
      first_multiplier = v833;
      l_S_up_word_0_up_word: for (int up_word = 0; up_word < 512; up_word++) {
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
        ap_uint<256> v844 = v813[v843];
        v817.write(v844);
        int32_t v845 = first_word;
        int32_t v846 = up_step;
        ap_int<33> v847 = v845;
        ap_int<33> v848 = v846;
        ap_int<33> v849 = v847 + v848;
        int v850 = v849;
        uint64_t v851 = v814[v850];
        v818.write(v851);
      }
      l_S_up_row_1_up_row: for (int up_row = 0; up_row < 256; up_row++) {
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
      ap_int<33> v864 = v863 + 512;
      int32_t v865 = v864;
      first_word = v865;
      int32_t v866 = first_multiplier;
      ap_int<33> v867 = v866;
      ap_int<33> v868 = v867 + 256;
      int32_t v869 = v868;
      first_multiplier = v869;
      l_S_down_word_2_down_word: for (int down_word = 0; down_word < 512; down_word++) {
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
        ap_uint<256> v879 = v813[v878];
        v817.write(v879);
        int32_t v880 = first_word;
        int32_t v881 = down_step;
        ap_int<33> v882 = v880;
        ap_int<33> v883 = v881;
        ap_int<33> v884 = v882 + v883;
        int v885 = v884;
        uint64_t v886 = v814[v885];
        v818.write(v886);
      }
      l_S_down_row_3_down_row: for (int down_row = 0; down_row < 128; down_row++) {
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
  ap_uint<256> v897,
  uint64_t v898,
  int8_t v899[4],
  int32_t v900[16]
) {
  #pragma HLS array_partition variable=v899 complete dim=1

  #pragma HLS array_partition variable=v900 complete dim=1

  int32_t total1;
  total1 = 0;
  int32_t v902;
  ap_int<256> v902_tmp = v897;
  v902 = v902_tmp(7, 0);
  int8_t v903 = v902;
  int8_t weight32;
  weight32 = v903;
  int32_t v905;
  ap_int<64> v905_tmp = v898;
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
  ap_int<256> v925_tmp = v897;
  v925 = v925_tmp(15, 8);
  int8_t v926 = v925;
  int8_t weight33;
  weight33 = v926;
  int32_t v928;
  ap_int<64> v928_tmp = v898;
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
  ap_int<256> v950_tmp = v897;
  v950 = v950_tmp(23, 16);
  int8_t v951 = v950;
  int8_t weight34;
  weight34 = v951;
  int32_t v953;
  ap_int<64> v953_tmp = v898;
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
  ap_int<256> v973_tmp = v897;
  v973 = v973_tmp(31, 24);
  int8_t v974 = v973;
  int8_t weight35;
  weight35 = v974;
  int32_t v976;
  ap_int<64> v976_tmp = v898;
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
  ap_int<256> v998_tmp = v897;
  v998 = v998_tmp(39, 32);
  int8_t v999 = v998;
  int8_t weight36;
  weight36 = v999;
  int32_t v1001;
  ap_int<64> v1001_tmp = v898;
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
  ap_int<256> v1021_tmp = v897;
  v1021 = v1021_tmp(47, 40);
  int8_t v1022 = v1021;
  int8_t weight37;
  weight37 = v1022;
  int32_t v1024;
  ap_int<64> v1024_tmp = v898;
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
  ap_int<256> v1046_tmp = v897;
  v1046 = v1046_tmp(55, 48);
  int8_t v1047 = v1046;
  int8_t weight38;
  weight38 = v1047;
  int32_t v1049;
  ap_int<64> v1049_tmp = v898;
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
  ap_int<256> v1069_tmp = v897;
  v1069 = v1069_tmp(63, 56);
  int8_t v1070 = v1069;
  int8_t weight39;
  weight39 = v1070;
  int32_t v1072;
  ap_int<64> v1072_tmp = v898;
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
  int32_t total5;
  total5 = 0;
  int32_t v1094;
  ap_int<256> v1094_tmp = v897;
  v1094 = v1094_tmp(71, 64);
  int8_t v1095 = v1094;
  int8_t weight40;
  weight40 = v1095;
  int32_t v1097;
  ap_int<64> v1097_tmp = v898;
  v1097 = v1097_tmp(17, 16);
  uint8_t v1098 = v1097;
  uint8_t code8;
  code8 = v1098;
  int8_t v1100 = code8;
  int32_t v1101 = v1100;
  int32_t v1102 = v1101 & 3;
  uint8_t v1103 = v1102;
  uint8_t place8;
  place8 = v1103;
  int8_t v1105 = weight40;
  int8_t v1106 = place8;
  int v1107 = v1106;
  int8_t v1108 = v899[v1107];
  int16_t v1109 = v1105;
  int16_t v1110 = v1108;
  int16_t v1111 = v1109 * v1110;
  int32_t v1112 = total5;
  ap_int<33> v1113 = v1112;
  ap_int<33> v1114 = v1111;
  ap_int<33> v1115 = v1113 + v1114;
  int32_t v1116 = v1115;
  total5 = v1116;
  int32_t v1117;
  ap_int<256> v1117_tmp = v897;
  v1117 = v1117_tmp(79, 72);
  int8_t v1118 = v1117;
  int8_t weight41;
  weight41 = v1118;
  int32_t v1120;
  ap_int<64> v1120_tmp = v898;
  v1120 = v1120_tmp(19, 18);
  uint8_t v1121 = v1120;
  uint8_t code9;
  code9 = v1121;
  int8_t v1123 = code9;
  int32_t v1124 = v1123;
  int32_t v1125 = v1124 & 3;
  uint8_t v1126 = v1125;
  uint8_t place9;
  place9 = v1126;
  int8_t v1128 = weight41;
  int8_t v1129 = place9;
  int v1130 = v1129;
  int8_t v1131 = v899[v1130];
  int16_t v1132 = v1128;
  int16_t v1133 = v1131;
  int16_t v1134 = v1132 * v1133;
  int32_t v1135 = total5;
  ap_int<33> v1136 = v1135;
  ap_int<33> v1137 = v1134;
  ap_int<33> v1138 = v1136 + v1137;
  int32_t v1139 = v1138;
  total5 = v1139;
  int32_t v1140 = total5;
  v900[4] = v1140;
  int32_t total6;
  total6 = 0;
  int32_t v1142;
  ap_int<256> v1142_tmp = v897;
  v1142 = v1142_tmp(87, 80);
  int8_t v1143 = v1142;
  int8_t weight42;
  weight42 = v1143;
  int32_t v1145;
  ap_int<64> v1145_tmp = v898;
  v1145 = v1145_tmp(21, 20);
  uint8_t v1146 = v1145;
  uint8_t code10;
  code10 = v1146;
  int8_t v1148 = code10;
  int32_t v1149 = v1148;
  int32_t v1150 = v1149 & 3;
  uint8_t v1151 = v1150;
  uint8_t place10;
  place10 = v1151;
  int8_t v1153 = weight42;
  int8_t v1154 = place10;
  int v1155 = v1154;
  int8_t v1156 = v899[v1155];
  int16_t v1157 = v1153;
  int16_t v1158 = v1156;
  int16_t v1159 = v1157 * v1158;
  int32_t v1160 = total6;
  ap_int<33> v1161 = v1160;
  ap_int<33> v1162 = v1159;
  ap_int<33> v1163 = v1161 + v1162;
  int32_t v1164 = v1163;
  total6 = v1164;
  int32_t v1165;
  ap_int<256> v1165_tmp = v897;
  v1165 = v1165_tmp(95, 88);
  int8_t v1166 = v1165;
  int8_t weight43;
  weight43 = v1166;
  int32_t v1168;
  ap_int<64> v1168_tmp = v898;
  v1168 = v1168_tmp(23, 22);
  uint8_t v1169 = v1168;
  uint8_t code11;
  code11 = v1169;
  int8_t v1171 = code11;
  int32_t v1172 = v1171;
  int32_t v1173 = v1172 & 3;
  uint8_t v1174 = v1173;
  uint8_t place11;
  place11 = v1174;
  int8_t v1176 = weight43;
  int8_t v1177 = place11;
  int v1178 = v1177;
  int8_t v1179 = v899[v1178];
  int16_t v1180 = v1176;
  int16_t v1181 = v1179;
  int16_t v1182 = v1180 * v1181;
  int32_t v1183 = total6;
  ap_int<33> v1184 = v1183;
  ap_int<33> v1185 = v1182;
  ap_int<33> v1186 = v1184 + v1185;
  int32_t v1187 = v1186;
  total6 = v1187;
  int32_t v1188 = total6;
  v900[5] = v1188;
  int32_t total7;
  total7 = 0;
  int32_t v1190;
  ap_int<256> v1190_tmp = v897;
  v1190 = v1190_tmp(103, 96);
  int8_t v1191 = v1190;
  int8_t weight44;
  weight44 = v1191;
  int32_t v1193;
  ap_int<64> v1193_tmp = v898;
  v1193 = v1193_tmp(25, 24);
  uint8_t v1194 = v1193;
  uint8_t code12;
  code12 = v1194;
  int8_t v1196 = code12;
  int32_t v1197 = v1196;
  int32_t v1198 = v1197 & 3;
  uint8_t v1199 = v1198;
  uint8_t place12;
  place12 = v1199;
  int8_t v1201 = weight44;
  int8_t v1202 = place12;
  int v1203 = v1202;
  int8_t v1204 = v899[v1203];
  int16_t v1205 = v1201;
  int16_t v1206 = v1204;
  int16_t v1207 = v1205 * v1206;
  int32_t v1208 = total7;
  ap_int<33> v1209 = v1208;
  ap_int<33> v1210 = v1207;
  ap_int<33> v1211 = v1209 + v1210;
  int32_t v1212 = v1211;
  total7 = v1212;
  int32_t v1213;
  ap_int<256> v1213_tmp = v897;
  v1213 = v1213_tmp(111, 104);
  int8_t v1214 = v1213;
  int8_t weight45;
  weight45 = v1214;
  int32_t v1216;
  ap_int<64> v1216_tmp = v898;
  v1216 = v1216_tmp(27, 26);
  uint8_t v1217 = v1216;
  uint8_t code13;
  code13 = v1217;
  int8_t v1219 = code13;
  int32_t v1220 = v1219;
  int32_t v1221 = v1220 & 3;
  uint8_t v1222 = v1221;
  uint8_t place13;
  place13 = v1222;
  int8_t v1224 = weight45;
  int8_t v1225 = place13;
  int v1226 = v1225;
  int8_t v1227 = v899[v1226];
  int16_t v1228 = v1224;
  int16_t v1229 = v1227;
  int16_t v1230 = v1228 * v1229;
  int32_t v1231 = total7;
  ap_int<33> v1232 = v1231;
  ap_int<33> v1233 = v1230;
  ap_int<33> v1234 = v1232 + v1233;
  int32_t v1235 = v1234;
  total7 = v1235;
  int32_t v1236 = total7;
  v900[6] = v1236;
  int32_t total8;
  total8 = 0;
  int32_t v1238;
  ap_int<256> v1238_tmp = v897;
  v1238 = v1238_tmp(119, 112);
  int8_t v1239 = v1238;
  int8_t weight46;
  weight46 = v1239;
  int32_t v1241;
  ap_int<64> v1241_tmp = v898;
  v1241 = v1241_tmp(29, 28);
  uint8_t v1242 = v1241;
  uint8_t code14;
  code14 = v1242;
  int8_t v1244 = code14;
  int32_t v1245 = v1244;
  int32_t v1246 = v1245 & 3;
  uint8_t v1247 = v1246;
  uint8_t place14;
  place14 = v1247;
  int8_t v1249 = weight46;
  int8_t v1250 = place14;
  int v1251 = v1250;
  int8_t v1252 = v899[v1251];
  int16_t v1253 = v1249;
  int16_t v1254 = v1252;
  int16_t v1255 = v1253 * v1254;
  int32_t v1256 = total8;
  ap_int<33> v1257 = v1256;
  ap_int<33> v1258 = v1255;
  ap_int<33> v1259 = v1257 + v1258;
  int32_t v1260 = v1259;
  total8 = v1260;
  int32_t v1261;
  ap_int<256> v1261_tmp = v897;
  v1261 = v1261_tmp(127, 120);
  int8_t v1262 = v1261;
  int8_t weight47;
  weight47 = v1262;
  int32_t v1264;
  ap_int<64> v1264_tmp = v898;
  v1264 = v1264_tmp(31, 30);
  uint8_t v1265 = v1264;
  uint8_t code15;
  code15 = v1265;
  int8_t v1267 = code15;
  int32_t v1268 = v1267;
  int32_t v1269 = v1268 & 3;
  uint8_t v1270 = v1269;
  uint8_t place15;
  place15 = v1270;
  int8_t v1272 = weight47;
  int8_t v1273 = place15;
  int v1274 = v1273;
  int8_t v1275 = v899[v1274];
  int16_t v1276 = v1272;
  int16_t v1277 = v1275;
  int16_t v1278 = v1276 * v1277;
  int32_t v1279 = total8;
  ap_int<33> v1280 = v1279;
  ap_int<33> v1281 = v1278;
  ap_int<33> v1282 = v1280 + v1281;
  int32_t v1283 = v1282;
  total8 = v1283;
  int32_t v1284 = total8;
  v900[7] = v1284;
  int32_t total9;
  total9 = 0;
  int32_t v1286;
  ap_int<256> v1286_tmp = v897;
  v1286 = v1286_tmp(135, 128);
  int8_t v1287 = v1286;
  int8_t weight48;
  weight48 = v1287;
  int32_t v1289;
  ap_int<64> v1289_tmp = v898;
  v1289 = v1289_tmp(33, 32);
  uint8_t v1290 = v1289;
  uint8_t code16;
  code16 = v1290;
  int8_t v1292 = code16;
  int32_t v1293 = v1292;
  int32_t v1294 = v1293 & 3;
  uint8_t v1295 = v1294;
  uint8_t place16;
  place16 = v1295;
  int8_t v1297 = weight48;
  int8_t v1298 = place16;
  int v1299 = v1298;
  int8_t v1300 = v899[v1299];
  int16_t v1301 = v1297;
  int16_t v1302 = v1300;
  int16_t v1303 = v1301 * v1302;
  int32_t v1304 = total9;
  ap_int<33> v1305 = v1304;
  ap_int<33> v1306 = v1303;
  ap_int<33> v1307 = v1305 + v1306;
  int32_t v1308 = v1307;
  total9 = v1308;
  int32_t v1309;
  ap_int<256> v1309_tmp = v897;
  v1309 = v1309_tmp(143, 136);
  int8_t v1310 = v1309;
  int8_t weight49;
  weight49 = v1310;
  int32_t v1312;
  ap_int<64> v1312_tmp = v898;
  v1312 = v1312_tmp(35, 34);
  uint8_t v1313 = v1312;
  uint8_t code17;
  code17 = v1313;
  int8_t v1315 = code17;
  int32_t v1316 = v1315;
  int32_t v1317 = v1316 & 3;
  uint8_t v1318 = v1317;
  uint8_t place17;
  place17 = v1318;
  int8_t v1320 = weight49;
  int8_t v1321 = place17;
  int v1322 = v1321;
  int8_t v1323 = v899[v1322];
  int16_t v1324 = v1320;
  int16_t v1325 = v1323;
  int16_t v1326 = v1324 * v1325;
  int32_t v1327 = total9;
  ap_int<33> v1328 = v1327;
  ap_int<33> v1329 = v1326;
  ap_int<33> v1330 = v1328 + v1329;
  int32_t v1331 = v1330;
  total9 = v1331;
  int32_t v1332 = total9;
  v900[8] = v1332;
  int32_t total10;
  total10 = 0;
  int32_t v1334;
  ap_int<256> v1334_tmp = v897;
  v1334 = v1334_tmp(151, 144);
  int8_t v1335 = v1334;
  int8_t weight50;
  weight50 = v1335;
  int32_t v1337;
  ap_int<64> v1337_tmp = v898;
  v1337 = v1337_tmp(37, 36);
  uint8_t v1338 = v1337;
  uint8_t code18;
  code18 = v1338;
  int8_t v1340 = code18;
  int32_t v1341 = v1340;
  int32_t v1342 = v1341 & 3;
  uint8_t v1343 = v1342;
  uint8_t place18;
  place18 = v1343;
  int8_t v1345 = weight50;
  int8_t v1346 = place18;
  int v1347 = v1346;
  int8_t v1348 = v899[v1347];
  int16_t v1349 = v1345;
  int16_t v1350 = v1348;
  int16_t v1351 = v1349 * v1350;
  int32_t v1352 = total10;
  ap_int<33> v1353 = v1352;
  ap_int<33> v1354 = v1351;
  ap_int<33> v1355 = v1353 + v1354;
  int32_t v1356 = v1355;
  total10 = v1356;
  int32_t v1357;
  ap_int<256> v1357_tmp = v897;
  v1357 = v1357_tmp(159, 152);
  int8_t v1358 = v1357;
  int8_t weight51;
  weight51 = v1358;
  int32_t v1360;
  ap_int<64> v1360_tmp = v898;
  v1360 = v1360_tmp(39, 38);
  uint8_t v1361 = v1360;
  uint8_t code19;
  code19 = v1361;
  int8_t v1363 = code19;
  int32_t v1364 = v1363;
  int32_t v1365 = v1364 & 3;
  uint8_t v1366 = v1365;
  uint8_t place19;
  place19 = v1366;
  int8_t v1368 = weight51;
  int8_t v1369 = place19;
  int v1370 = v1369;
  int8_t v1371 = v899[v1370];
  int16_t v1372 = v1368;
  int16_t v1373 = v1371;
  int16_t v1374 = v1372 * v1373;
  int32_t v1375 = total10;
  ap_int<33> v1376 = v1375;
  ap_int<33> v1377 = v1374;
  ap_int<33> v1378 = v1376 + v1377;
  int32_t v1379 = v1378;
  total10 = v1379;
  int32_t v1380 = total10;
  v900[9] = v1380;
  int32_t total11;
  total11 = 0;
  int32_t v1382;
  ap_int<256> v1382_tmp = v897;
  v1382 = v1382_tmp(167, 160);
  int8_t v1383 = v1382;
  int8_t weight52;
  weight52 = v1383;
  int32_t v1385;
  ap_int<64> v1385_tmp = v898;
  v1385 = v1385_tmp(41, 40);
  uint8_t v1386 = v1385;
  uint8_t code20;
  code20 = v1386;
  int8_t v1388 = code20;
  int32_t v1389 = v1388;
  int32_t v1390 = v1389 & 3;
  uint8_t v1391 = v1390;
  uint8_t place20;
  place20 = v1391;
  int8_t v1393 = weight52;
  int8_t v1394 = place20;
  int v1395 = v1394;
  int8_t v1396 = v899[v1395];
  int16_t v1397 = v1393;
  int16_t v1398 = v1396;
  int16_t v1399 = v1397 * v1398;
  int32_t v1400 = total11;
  ap_int<33> v1401 = v1400;
  ap_int<33> v1402 = v1399;
  ap_int<33> v1403 = v1401 + v1402;
  int32_t v1404 = v1403;
  total11 = v1404;
  int32_t v1405;
  ap_int<256> v1405_tmp = v897;
  v1405 = v1405_tmp(175, 168);
  int8_t v1406 = v1405;
  int8_t weight53;
  weight53 = v1406;
  int32_t v1408;
  ap_int<64> v1408_tmp = v898;
  v1408 = v1408_tmp(43, 42);
  uint8_t v1409 = v1408;
  uint8_t code21;
  code21 = v1409;
  int8_t v1411 = code21;
  int32_t v1412 = v1411;
  int32_t v1413 = v1412 & 3;
  uint8_t v1414 = v1413;
  uint8_t place21;
  place21 = v1414;
  int8_t v1416 = weight53;
  int8_t v1417 = place21;
  int v1418 = v1417;
  int8_t v1419 = v899[v1418];
  int16_t v1420 = v1416;
  int16_t v1421 = v1419;
  int16_t v1422 = v1420 * v1421;
  int32_t v1423 = total11;
  ap_int<33> v1424 = v1423;
  ap_int<33> v1425 = v1422;
  ap_int<33> v1426 = v1424 + v1425;
  int32_t v1427 = v1426;
  total11 = v1427;
  int32_t v1428 = total11;
  v900[10] = v1428;
  int32_t total12;
  total12 = 0;
  int32_t v1430;
  ap_int<256> v1430_tmp = v897;
  v1430 = v1430_tmp(183, 176);
  int8_t v1431 = v1430;
  int8_t weight54;
  weight54 = v1431;
  int32_t v1433;
  ap_int<64> v1433_tmp = v898;
  v1433 = v1433_tmp(45, 44);
  uint8_t v1434 = v1433;
  uint8_t code22;
  code22 = v1434;
  int8_t v1436 = code22;
  int32_t v1437 = v1436;
  int32_t v1438 = v1437 & 3;
  uint8_t v1439 = v1438;
  uint8_t place22;
  place22 = v1439;
  int8_t v1441 = weight54;
  int8_t v1442 = place22;
  int v1443 = v1442;
  int8_t v1444 = v899[v1443];
  int16_t v1445 = v1441;
  int16_t v1446 = v1444;
  int16_t v1447 = v1445 * v1446;
  int32_t v1448 = total12;
  ap_int<33> v1449 = v1448;
  ap_int<33> v1450 = v1447;
  ap_int<33> v1451 = v1449 + v1450;
  int32_t v1452 = v1451;
  total12 = v1452;
  int32_t v1453;
  ap_int<256> v1453_tmp = v897;
  v1453 = v1453_tmp(191, 184);
  int8_t v1454 = v1453;
  int8_t weight55;
  weight55 = v1454;
  int32_t v1456;
  ap_int<64> v1456_tmp = v898;
  v1456 = v1456_tmp(47, 46);
  uint8_t v1457 = v1456;
  uint8_t code23;
  code23 = v1457;
  int8_t v1459 = code23;
  int32_t v1460 = v1459;
  int32_t v1461 = v1460 & 3;
  uint8_t v1462 = v1461;
  uint8_t place23;
  place23 = v1462;
  int8_t v1464 = weight55;
  int8_t v1465 = place23;
  int v1466 = v1465;
  int8_t v1467 = v899[v1466];
  int16_t v1468 = v1464;
  int16_t v1469 = v1467;
  int16_t v1470 = v1468 * v1469;
  int32_t v1471 = total12;
  ap_int<33> v1472 = v1471;
  ap_int<33> v1473 = v1470;
  ap_int<33> v1474 = v1472 + v1473;
  int32_t v1475 = v1474;
  total12 = v1475;
  int32_t v1476 = total12;
  v900[11] = v1476;
  int32_t total13;
  total13 = 0;
  int32_t v1478;
  ap_int<256> v1478_tmp = v897;
  v1478 = v1478_tmp(199, 192);
  int8_t v1479 = v1478;
  int8_t weight56;
  weight56 = v1479;
  int32_t v1481;
  ap_int<64> v1481_tmp = v898;
  v1481 = v1481_tmp(49, 48);
  uint8_t v1482 = v1481;
  uint8_t code24;
  code24 = v1482;
  int8_t v1484 = code24;
  int32_t v1485 = v1484;
  int32_t v1486 = v1485 & 3;
  uint8_t v1487 = v1486;
  uint8_t place24;
  place24 = v1487;
  int8_t v1489 = weight56;
  int8_t v1490 = place24;
  int v1491 = v1490;
  int8_t v1492 = v899[v1491];
  int16_t v1493 = v1489;
  int16_t v1494 = v1492;
  int16_t v1495 = v1493 * v1494;
  int32_t v1496 = total13;
  ap_int<33> v1497 = v1496;
  ap_int<33> v1498 = v1495;
  ap_int<33> v1499 = v1497 + v1498;
  int32_t v1500 = v1499;
  total13 = v1500;
  int32_t v1501;
  ap_int<256> v1501_tmp = v897;
  v1501 = v1501_tmp(207, 200);
  int8_t v1502 = v1501;
  int8_t weight57;
  weight57 = v1502;
  int32_t v1504;
  ap_int<64> v1504_tmp = v898;
  v1504 = v1504_tmp(51, 50);
  uint8_t v1505 = v1504;
  uint8_t code25;
  code25 = v1505;
  int8_t v1507 = code25;
  int32_t v1508 = v1507;
  int32_t v1509 = v1508 & 3;
  uint8_t v1510 = v1509;
  uint8_t place25;
  place25 = v1510;
  int8_t v1512 = weight57;
  int8_t v1513 = place25;
  int v1514 = v1513;
  int8_t v1515 = v899[v1514];
  int16_t v1516 = v1512;
  int16_t v1517 = v1515;
  int16_t v1518 = v1516 * v1517;
  int32_t v1519 = total13;
  ap_int<33> v1520 = v1519;
  ap_int<33> v1521 = v1518;
  ap_int<33> v1522 = v1520 + v1521;
  int32_t v1523 = v1522;
  total13 = v1523;
  int32_t v1524 = total13;
  v900[12] = v1524;
  int32_t total14;
  total14 = 0;
  int32_t v1526;
  ap_int<256> v1526_tmp = v897;
  v1526 = v1526_tmp(215, 208);
  int8_t v1527 = v1526;
  int8_t weight58;
  weight58 = v1527;
  int32_t v1529;
  ap_int<64> v1529_tmp = v898;
  v1529 = v1529_tmp(53, 52);
  uint8_t v1530 = v1529;
  uint8_t code26;
  code26 = v1530;
  int8_t v1532 = code26;
  int32_t v1533 = v1532;
  int32_t v1534 = v1533 & 3;
  uint8_t v1535 = v1534;
  uint8_t place26;
  place26 = v1535;
  int8_t v1537 = weight58;
  int8_t v1538 = place26;
  int v1539 = v1538;
  int8_t v1540 = v899[v1539];
  int16_t v1541 = v1537;
  int16_t v1542 = v1540;
  int16_t v1543 = v1541 * v1542;
  int32_t v1544 = total14;
  ap_int<33> v1545 = v1544;
  ap_int<33> v1546 = v1543;
  ap_int<33> v1547 = v1545 + v1546;
  int32_t v1548 = v1547;
  total14 = v1548;
  int32_t v1549;
  ap_int<256> v1549_tmp = v897;
  v1549 = v1549_tmp(223, 216);
  int8_t v1550 = v1549;
  int8_t weight59;
  weight59 = v1550;
  int32_t v1552;
  ap_int<64> v1552_tmp = v898;
  v1552 = v1552_tmp(55, 54);
  uint8_t v1553 = v1552;
  uint8_t code27;
  code27 = v1553;
  int8_t v1555 = code27;
  int32_t v1556 = v1555;
  int32_t v1557 = v1556 & 3;
  uint8_t v1558 = v1557;
  uint8_t place27;
  place27 = v1558;
  int8_t v1560 = weight59;
  int8_t v1561 = place27;
  int v1562 = v1561;
  int8_t v1563 = v899[v1562];
  int16_t v1564 = v1560;
  int16_t v1565 = v1563;
  int16_t v1566 = v1564 * v1565;
  int32_t v1567 = total14;
  ap_int<33> v1568 = v1567;
  ap_int<33> v1569 = v1566;
  ap_int<33> v1570 = v1568 + v1569;
  int32_t v1571 = v1570;
  total14 = v1571;
  int32_t v1572 = total14;
  v900[13] = v1572;
  int32_t total15;
  total15 = 0;
  int32_t v1574;
  ap_int<256> v1574_tmp = v897;
  v1574 = v1574_tmp(231, 224);
  int8_t v1575 = v1574;
  int8_t weight60;
  weight60 = v1575;
  int32_t v1577;
  ap_int<64> v1577_tmp = v898;
  v1577 = v1577_tmp(57, 56);
  uint8_t v1578 = v1577;
  uint8_t code28;
  code28 = v1578;
  int8_t v1580 = code28;
  int32_t v1581 = v1580;
  int32_t v1582 = v1581 & 3;
  uint8_t v1583 = v1582;
  uint8_t place28;
  place28 = v1583;
  int8_t v1585 = weight60;
  int8_t v1586 = place28;
  int v1587 = v1586;
  int8_t v1588 = v899[v1587];
  int16_t v1589 = v1585;
  int16_t v1590 = v1588;
  int16_t v1591 = v1589 * v1590;
  int32_t v1592 = total15;
  ap_int<33> v1593 = v1592;
  ap_int<33> v1594 = v1591;
  ap_int<33> v1595 = v1593 + v1594;
  int32_t v1596 = v1595;
  total15 = v1596;
  int32_t v1597;
  ap_int<256> v1597_tmp = v897;
  v1597 = v1597_tmp(239, 232);
  int8_t v1598 = v1597;
  int8_t weight61;
  weight61 = v1598;
  int32_t v1600;
  ap_int<64> v1600_tmp = v898;
  v1600 = v1600_tmp(59, 58);
  uint8_t v1601 = v1600;
  uint8_t code29;
  code29 = v1601;
  int8_t v1603 = code29;
  int32_t v1604 = v1603;
  int32_t v1605 = v1604 & 3;
  uint8_t v1606 = v1605;
  uint8_t place29;
  place29 = v1606;
  int8_t v1608 = weight61;
  int8_t v1609 = place29;
  int v1610 = v1609;
  int8_t v1611 = v899[v1610];
  int16_t v1612 = v1608;
  int16_t v1613 = v1611;
  int16_t v1614 = v1612 * v1613;
  int32_t v1615 = total15;
  ap_int<33> v1616 = v1615;
  ap_int<33> v1617 = v1614;
  ap_int<33> v1618 = v1616 + v1617;
  int32_t v1619 = v1618;
  total15 = v1619;
  int32_t v1620 = total15;
  v900[14] = v1620;
  int32_t total16;
  total16 = 0;
  int32_t v1622;
  ap_int<256> v1622_tmp = v897;
  v1622 = v1622_tmp(247, 240);
  int8_t v1623 = v1622;
  int8_t weight62;
  weight62 = v1623;
  int32_t v1625;
  ap_int<64> v1625_tmp = v898;
  v1625 = v1625_tmp(61, 60);
  uint8_t v1626 = v1625;
  uint8_t code30;
  code30 = v1626;
  int8_t v1628 = code30;
  int32_t v1629 = v1628;
  int32_t v1630 = v1629 & 3;
  uint8_t v1631 = v1630;
  uint8_t place30;
  place30 = v1631;
  int8_t v1633 = weight62;
  int8_t v1634 = place30;
  int v1635 = v1634;
  int8_t v1636 = v899[v1635];
  int16_t v1637 = v1633;
  int16_t v1638 = v1636;
  int16_t v1639 = v1637 * v1638;
  int32_t v1640 = total16;
  ap_int<33> v1641 = v1640;
  ap_int<33> v1642 = v1639;
  ap_int<33> v1643 = v1641 + v1642;
  int32_t v1644 = v1643;
  total16 = v1644;
  int32_t v1645;
  ap_int<256> v1645_tmp = v897;
  v1645 = v1645_tmp(255, 248);
  int8_t v1646 = v1645;
  int8_t weight63;
  weight63 = v1646;
  int32_t v1648;
  ap_int<64> v1648_tmp = v898;
  v1648 = v1648_tmp(63, 62);
  uint8_t v1649 = v1648;
  uint8_t code31;
  code31 = v1649;
  int8_t v1651 = code31;
  int32_t v1652 = v1651;
  int32_t v1653 = v1652 & 3;
  uint8_t v1654 = v1653;
  uint8_t place31;
  place31 = v1654;
  int8_t v1656 = weight63;
  int8_t v1657 = place31;
  int v1658 = v1657;
  int8_t v1659 = v899[v1658];
  int16_t v1660 = v1656;
  int16_t v1661 = v1659;
  int16_t v1662 = v1660 * v1661;
  int32_t v1663 = total16;
  ap_int<33> v1664 = v1663;
  ap_int<33> v1665 = v1662;
  ap_int<33> v1666 = v1664 + v1665;
  int32_t v1667 = v1666;
  total16 = v1667;
  int32_t v1668 = total16;
  v900[15] = v1668;
}

int8_t curve[1] = {0};
void activated(
  int32_t v1669,
  int32_t v1670,
  int8_t *v1671
) {
  int64_t v1672 = v1669;
  int64_t v1673 = v1670;
  int64_t v1674 = v1672 * v1673;
  int64_t scaled;
  scaled = v1674;
  int64_t v1676 = scaled;
  ap_int<65> v1677 = v1676;
  ap_int<65> v1678 = v1677 + 536870912;
  ap_int<65> v1679 = v1678 >> 30;
  int64_t v1680 = v1679;
  int64_t shifted;
  shifted = v1680;
  int8_t unit;
  unit = 0;
  int64_t v1683 = shifted;
  bool v1684 = v1683 > 127;
  if (v1684) {
    unit = 127;
  } else {
    int64_t v1685 = shifted;
    bool v1686 = v1685 > 0;
    if (v1686) {
      int64_t v1687 = shifted;
      int8_t v1688 = v1687;
      unit = v1688;
    } else {
      unit = 0;
    }
  }
  *v1671 = unit;
}

void finished(
  int32_t v1689,
  int32_t v1690,
  int32_t *v1691
) {
  int64_t v1692 = v1689;
  int64_t v1693 = v1690;
  int64_t v1694 = v1692 * v1693;
  int64_t scaled1;
  scaled1 = v1694;
  int64_t v1696 = scaled1;
  ap_int<65> v1697 = v1696;
  ap_int<65> v1698 = v1697 + 32768;
  ap_int<65> v1699 = v1698 >> 16;
  int64_t v1700 = v1699;
  int64_t shifted1;
  shifted1 = v1700;
  int32_t output;
  output = 0;
  int64_t v1703 = shifted1;
  bool v1704 = v1703 > 2147483647;
  if (v1704) {
    output = 2147483647;
  } else {
    int64_t v1705 = shifted1;
    bool v1706 = v1705 < -2147483648;
    if (v1706) {
      output = -2147483648;
    } else {
      int64_t v1707 = shifted1;
      int32_t v1708 = v1707;
      output = v1708;
    }
  }
  *v1691 = output;
}

void engine_0(
  int8_t v1709[128],
  int32_t v1710[128],
  hls::stream< int32_t >& v1711,
  hls::stream< ap_uint<256> >& v1712,
  hls::stream< uint64_t >& v1713,
  hls::stream< int32_t >& v1714
) {
  static int64_t __stateful_engine_0_slot_values_1[12][1024][4];
  #pragma HLS bind_storage variable=__stateful_engine_0_slot_values_1 type=ram_2p impl=uram
  #pragma HLS dependence variable=__stateful_engine_0_slot_values_1 type=inter false
  #pragma HLS array_partition variable=__stateful_engine_0_slot_values_1 complete dim=3
  static int64_t __stateful_engine_0_slot_places_2[12][1024][1];
  #pragma HLS bind_storage variable=__stateful_engine_0_slot_places_2 type=ram_2p impl=uram
  #pragma HLS dependence variable=__stateful_engine_0_slot_places_2 type=inter false
  #pragma HLS array_partition variable=__stateful_engine_0_slot_places_2 complete dim=3
  static int32_t __stateful_engine_0_slot_multipliers_3[12][384];
  #pragma HLS bind_storage variable=__stateful_engine_0_slot_multipliers_3 type=ram_2p impl=uram
  #pragma HLS dependence variable=__stateful_engine_0_slot_multipliers_3 type=inter false
  int8_t inputs1[32][4];
  #pragma HLS array_partition variable=inputs1 complete dim=2

  int32_t up_sums[16][16];
  #pragma HLS array_partition variable=up_sums complete dim=2

  int32_t up_total[16];
  #pragma HLS array_partition variable=up_total complete dim=1

  for (int v1721 = 0; v1721 < 16; v1721++) {
    up_total[v1721] = 0;
  }
  int32_t up_products[16];
  #pragma HLS array_partition variable=up_products complete dim=1

  for (int v1723 = 0; v1723 < 16; v1723++) {
    up_products[v1723] = 0;
  }
  int8_t up_inputs[4];
  #pragma HLS array_partition variable=up_inputs complete dim=1

  for (int v1725 = 0; v1725 < 4; v1725++) {
    up_inputs[v1725] = 0;
  }
  int8_t hidden[64][4];
  #pragma HLS array_partition variable=hidden complete dim=2

  int32_t down_sums[8][16];
  #pragma HLS array_partition variable=down_sums complete dim=2

  int32_t down_total[16];
  #pragma HLS array_partition variable=down_total complete dim=1

  for (int v1729 = 0; v1729 < 16; v1729++) {
    down_total[v1729] = 0;
  }
  int32_t down_products[16];
  #pragma HLS array_partition variable=down_products complete dim=1

  for (int v1731 = 0; v1731 < 16; v1731++) {
    down_products[v1731] = 0;
  }
  int8_t down_inputs[4];
  #pragma HLS array_partition variable=down_inputs complete dim=1

  for (int v1733 = 0; v1733 < 4; v1733++) {
    down_inputs[v1733] = 0;
  }
  l_S_order_0_order1: for (int order1 = 0; order1 < 2; order1++) {
    int32_t v1735 = v1711.read();
    int32_t filled;
    filled = v1735;
    int32_t v1737 = filled;
    bool v1738 = v1737 >= 0;
    if (v1738) {
      l_S_up_word_0_up_word1: for (int up_word1 = 0; up_word1 < 512; up_word1++) {
      #pragma HLS pipeline II=1
        ap_uint<256> v1740 = v1712.read();
        ap_uint<256> up_values;
        up_values = v1740;
        ap_int<256> v1742 = up_values;
        int32_t v1743;
        ap_int<256> v1743_tmp = v1742;
        v1743 = v1743_tmp(63, 0);
        uint64_t v1744 = v1743;
        int32_t v1745 = filled;
        int v1746 = v1745;
        __stateful_engine_0_slot_values_1[v1746][up_word1][0] = v1744;
        ap_int<256> v1747 = up_values;
        int32_t v1748;
        ap_int<256> v1748_tmp = v1747;
        v1748 = v1748_tmp(127, 64);
        uint64_t v1749 = v1748;
        int32_t v1750 = filled;
        int v1751 = v1750;
        __stateful_engine_0_slot_values_1[v1751][up_word1][1] = v1749;
        ap_int<256> v1752 = up_values;
        int32_t v1753;
        ap_int<256> v1753_tmp = v1752;
        v1753 = v1753_tmp(191, 128);
        uint64_t v1754 = v1753;
        int32_t v1755 = filled;
        int v1756 = v1755;
        __stateful_engine_0_slot_values_1[v1756][up_word1][2] = v1754;
        ap_int<256> v1757 = up_values;
        int32_t v1758;
        ap_int<256> v1758_tmp = v1757;
        v1758 = v1758_tmp(255, 192);
        uint64_t v1759 = v1758;
        int32_t v1760 = filled;
        int v1761 = v1760;
        __stateful_engine_0_slot_values_1[v1761][up_word1][3] = v1759;
        uint64_t v1762 = v1713.read();
        uint64_t up_places;
        up_places = v1762;
        int64_t v1764 = up_places;
        int32_t v1765;
        ap_int<64> v1765_tmp = v1764;
        v1765 = v1765_tmp(63, 0);
        uint64_t v1766 = v1765;
        int32_t v1767 = filled;
        int v1768 = v1767;
        __stateful_engine_0_slot_places_2[v1768][up_word1][0] = v1766;
      }
      l_S_up_row_1_up_row1: for (int up_row1 = 0; up_row1 < 256; up_row1++) {
      #pragma HLS pipeline II=1
        int32_t v1770 = v1714.read();
        int32_t v1771 = filled;
        int v1772 = v1771;
        __stateful_engine_0_slot_multipliers_3[v1772][up_row1] = v1770;
      }
      l_S_down_word_2_down_word1: for (int down_word1 = 0; down_word1 < 512; down_word1++) {
      #pragma HLS pipeline II=1
        ap_uint<256> v1774 = v1712.read();
        ap_uint<256> down_values;
        down_values = v1774;
        ap_int<256> v1776 = down_values;
        int32_t v1777;
        ap_int<256> v1777_tmp = v1776;
        v1777 = v1777_tmp(63, 0);
        uint64_t v1778 = v1777;
        int32_t v1779 = filled;
        int v1780 = v1779;
        ap_int<34> v1781 = down_word1;
        ap_int<34> v1782 = v1781 + 512;
        int v1783 = v1782;
        __stateful_engine_0_slot_values_1[v1780][v1783][0] = v1778;
        ap_int<256> v1784 = down_values;
        int32_t v1785;
        ap_int<256> v1785_tmp = v1784;
        v1785 = v1785_tmp(127, 64);
        uint64_t v1786 = v1785;
        int32_t v1787 = filled;
        int v1788 = v1787;
        __stateful_engine_0_slot_values_1[v1788][v1783][1] = v1786;
        ap_int<256> v1789 = down_values;
        int32_t v1790;
        ap_int<256> v1790_tmp = v1789;
        v1790 = v1790_tmp(191, 128);
        uint64_t v1791 = v1790;
        int32_t v1792 = filled;
        int v1793 = v1792;
        __stateful_engine_0_slot_values_1[v1793][v1783][2] = v1791;
        ap_int<256> v1794 = down_values;
        int32_t v1795;
        ap_int<256> v1795_tmp = v1794;
        v1795 = v1795_tmp(255, 192);
        uint64_t v1796 = v1795;
        int32_t v1797 = filled;
        int v1798 = v1797;
        __stateful_engine_0_slot_values_1[v1798][v1783][3] = v1796;
        uint64_t v1799 = v1713.read();
        uint64_t down_places;
        down_places = v1799;
        int64_t v1801 = down_places;
        int32_t v1802;
        ap_int<64> v1802_tmp = v1801;
        v1802 = v1802_tmp(63, 0);
        uint64_t v1803 = v1802;
        int32_t v1804 = filled;
        int v1805 = v1804;
        __stateful_engine_0_slot_places_2[v1805][v1783][0] = v1803;
      }
      l_S_down_row_3_down_row1: for (int down_row1 = 0; down_row1 < 128; down_row1++) {
      #pragma HLS pipeline II=1
        int32_t v1807 = v1714.read();
        int32_t v1808 = filled;
        int v1809 = v1808;
        ap_int<34> v1810 = down_row1;
        ap_int<34> v1811 = v1810 + 256;
        int v1812 = v1811;
        __stateful_engine_0_slot_multipliers_3[v1809][v1812] = v1807;
      }
    }
  }
  int32_t v1813 = v1711.read();
  int32_t present;
  present = v1813;
  int32_t v1815 = v1711.read();
  int32_t scale1;
  scale1 = v1815;
  int32_t v1817 = v1711.read();
  int32_t ahead1;
  ahead1 = v1817;
  l_load_g: for (int g = 0; g < 32; g++) {
    l_m: for (int m = 0; m < 4; m++) {
    #pragma HLS pipeline II=1
      int8_t v1821 = v1709[((g * 4) + m)];
      inputs1[g][m] = v1821;
    }
  }
  l_up_b: for (int b = 0; b < 16; b++) {
    l_g1: for (int g1 = 0; g1 < 32; g1++) {
    #pragma HLS pipeline II=1
      ap_uint<256> present_up;
      present_up = 0;
      uint64_t up_codes;
      up_codes = 0;
      int32_t v1826 = present;
      int v1827 = v1826;
      int64_t v1828 = b;
      int64_t v1829 = v1828 * 32;
      ap_int<65> v1830 = v1829;
      ap_int<65> v1831 = g1;
      ap_int<65> v1832 = v1830 + v1831;
      int v1833 = v1832;
      uint64_t v1834 = __stateful_engine_0_slot_values_1[v1827][v1833][0];
      uint32_t v1835 = v1834;
      ap_int<256> v1836 = present_up;
      ap_int<256> v1837;
      ap_int<256> v1837_tmp = v1836;
      v1837_tmp(63, 0) = v1835;
      v1837 = v1837_tmp;
      present_up = v1837;
      int32_t v1838 = present;
      int v1839 = v1838;
      uint64_t v1840 = __stateful_engine_0_slot_values_1[v1839][v1833][1];
      uint32_t v1841 = v1840;
      ap_int<256> v1842 = present_up;
      ap_int<256> v1843;
      ap_int<256> v1843_tmp = v1842;
      v1843_tmp(127, 64) = v1841;
      v1843 = v1843_tmp;
      present_up = v1843;
      int32_t v1844 = present;
      int v1845 = v1844;
      uint64_t v1846 = __stateful_engine_0_slot_values_1[v1845][v1833][2];
      uint32_t v1847 = v1846;
      ap_int<256> v1848 = present_up;
      ap_int<256> v1849;
      ap_int<256> v1849_tmp = v1848;
      v1849_tmp(191, 128) = v1847;
      v1849 = v1849_tmp;
      present_up = v1849;
      int32_t v1850 = present;
      int v1851 = v1850;
      uint64_t v1852 = __stateful_engine_0_slot_values_1[v1851][v1833][3];
      uint32_t v1853 = v1852;
      ap_int<256> v1854 = present_up;
      ap_int<256> v1855;
      ap_int<256> v1855_tmp = v1854;
      v1855_tmp(255, 192) = v1853;
      v1855 = v1855_tmp;
      present_up = v1855;
      int32_t v1856 = present;
      int v1857 = v1856;
      uint64_t v1858 = __stateful_engine_0_slot_places_2[v1857][v1833][0];
      uint32_t v1859 = v1858;
      int64_t v1860 = up_codes;
      int64_t v1861;
      ap_int<64> v1861_tmp = v1860;
      v1861_tmp(63, 0) = v1859;
      v1861 = v1861_tmp;
      up_codes = v1861;
      int32_t v1862 = ahead1;
      bool v1863 = v1862 >= 0;
      if (v1863) {
        ap_uint<256> v1864 = v1712.read();
        ap_uint<256> coming_up;
        coming_up = v1864;
        ap_int<256> v1866 = coming_up;
        int32_t v1867;
        ap_int<256> v1867_tmp = v1866;
        v1867 = v1867_tmp(63, 0);
        uint64_t v1868 = v1867;
        int32_t v1869 = ahead1;
        int v1870 = v1869;
        __stateful_engine_0_slot_values_1[v1870][v1833][0] = v1868;
        ap_int<256> v1871 = coming_up;
        int32_t v1872;
        ap_int<256> v1872_tmp = v1871;
        v1872 = v1872_tmp(127, 64);
        uint64_t v1873 = v1872;
        int32_t v1874 = ahead1;
        int v1875 = v1874;
        __stateful_engine_0_slot_values_1[v1875][v1833][1] = v1873;
        ap_int<256> v1876 = coming_up;
        int32_t v1877;
        ap_int<256> v1877_tmp = v1876;
        v1877 = v1877_tmp(191, 128);
        uint64_t v1878 = v1877;
        int32_t v1879 = ahead1;
        int v1880 = v1879;
        __stateful_engine_0_slot_values_1[v1880][v1833][2] = v1878;
        ap_int<256> v1881 = coming_up;
        int32_t v1882;
        ap_int<256> v1882_tmp = v1881;
        v1882 = v1882_tmp(255, 192);
        uint64_t v1883 = v1882;
        int32_t v1884 = ahead1;
        int v1885 = v1884;
        __stateful_engine_0_slot_values_1[v1885][v1833][3] = v1883;
        uint64_t v1886 = v1713.read();
        uint64_t coming_up_codes;
        coming_up_codes = v1886;
        int64_t v1888 = coming_up_codes;
        int32_t v1889;
        ap_int<64> v1889_tmp = v1888;
        v1889 = v1889_tmp(63, 0);
        uint64_t v1890 = v1889;
        int32_t v1891 = ahead1;
        int v1892 = v1891;
        __stateful_engine_0_slot_places_2[v1892][v1833][0] = v1890;
      }
      l_S_m_6_m1: for (int m1 = 0; m1 < 4; m1++) {
        int8_t v1894 = inputs1[g1][m1];
        up_inputs[m1] = v1894;
      }
      ap_int<256> v1895 = present_up;
      int64_t v1896 = up_codes;
      group_products(v1895, v1896, up_inputs, up_products);
      l_S_r_7_r: for (int r = 0; r < 16; r++) {
        ap_int<33> v1898 = g1;
        bool v1899 = v1898 == 0;
        int32_t v1900 = up_products[r];
        int32_t v1901 = up_total[r];
        ap_int<33> v1902 = v1901;
        ap_int<33> v1903 = v1900;
        ap_int<33> v1904 = v1902 + v1903;
        ap_int<33> v1905 = v1899 ? (ap_int<33>)v1903 : (ap_int<33>)v1904;
        int32_t v1906 = v1905;
        up_total[r] = v1906;
        int32_t v1907 = up_total[r];
        up_sums[b][r] = v1907;
      }
    }
  }
  l_activate_g2: for (int g2 = 0; g2 < 64; g2++) {
    l_m2: for (int m2 = 0; m2 < 4; m2++) {
    #pragma HLS pipeline II=1
      int32_t v1910 = present;
      int v1911 = v1910;
      int64_t v1912 = g2;
      int64_t v1913 = v1912 * 4;
      ap_int<65> v1914 = v1913;
      ap_int<65> v1915 = m2;
      ap_int<65> v1916 = v1914 + v1915;
      int v1917 = v1916;
      int32_t v1918 = __stateful_engine_0_slot_multipliers_3[v1911][v1917];
      int32_t up_multiplier;
      up_multiplier = v1918;
      int32_t v1920 = ahead1;
      bool v1921 = v1920 >= 0;
      if (v1921) {
        int32_t v1922 = v1714.read();
        int32_t v1923 = ahead1;
        int v1924 = v1923;
        __stateful_engine_0_slot_multipliers_3[v1924][v1917] = v1922;
      }
      int32_t v1925 = up_sums[(g2 / 4)][(((g2 * 4) + m2) % 16)];
      int32_t v1926 = up_multiplier;
      int8_t v1927;
      activated(v1925, v1926, &v1927);
      hidden[g2][m2] = v1927;
    }
  }
  l_down_b1: for (int b1 = 0; b1 < 8; b1++) {
    l_g3: for (int g3 = 0; g3 < 64; g3++) {
    #pragma HLS pipeline II=1
      ap_uint<256> present_down;
      present_down = 0;
      uint64_t down_codes;
      down_codes = 0;
      int32_t v1932 = present;
      int v1933 = v1932;
      int64_t v1934 = b1;
      int64_t v1935 = v1934 * 64;
      ap_int<65> v1936 = v1935;
      ap_int<65> v1937 = v1936 + 512;
      ap_int<66> v1938 = v1937;
      ap_int<66> v1939 = g3;
      ap_int<66> v1940 = v1938 + v1939;
      int v1941 = v1940;
      uint64_t v1942 = __stateful_engine_0_slot_values_1[v1933][v1941][0];
      uint32_t v1943 = v1942;
      ap_int<256> v1944 = present_down;
      ap_int<256> v1945;
      ap_int<256> v1945_tmp = v1944;
      v1945_tmp(63, 0) = v1943;
      v1945 = v1945_tmp;
      present_down = v1945;
      int32_t v1946 = present;
      int v1947 = v1946;
      uint64_t v1948 = __stateful_engine_0_slot_values_1[v1947][v1941][1];
      uint32_t v1949 = v1948;
      ap_int<256> v1950 = present_down;
      ap_int<256> v1951;
      ap_int<256> v1951_tmp = v1950;
      v1951_tmp(127, 64) = v1949;
      v1951 = v1951_tmp;
      present_down = v1951;
      int32_t v1952 = present;
      int v1953 = v1952;
      uint64_t v1954 = __stateful_engine_0_slot_values_1[v1953][v1941][2];
      uint32_t v1955 = v1954;
      ap_int<256> v1956 = present_down;
      ap_int<256> v1957;
      ap_int<256> v1957_tmp = v1956;
      v1957_tmp(191, 128) = v1955;
      v1957 = v1957_tmp;
      present_down = v1957;
      int32_t v1958 = present;
      int v1959 = v1958;
      uint64_t v1960 = __stateful_engine_0_slot_values_1[v1959][v1941][3];
      uint32_t v1961 = v1960;
      ap_int<256> v1962 = present_down;
      ap_int<256> v1963;
      ap_int<256> v1963_tmp = v1962;
      v1963_tmp(255, 192) = v1961;
      v1963 = v1963_tmp;
      present_down = v1963;
      int32_t v1964 = present;
      int v1965 = v1964;
      uint64_t v1966 = __stateful_engine_0_slot_places_2[v1965][v1941][0];
      uint32_t v1967 = v1966;
      int64_t v1968 = down_codes;
      int64_t v1969;
      ap_int<64> v1969_tmp = v1968;
      v1969_tmp(63, 0) = v1967;
      v1969 = v1969_tmp;
      down_codes = v1969;
      int32_t v1970 = ahead1;
      bool v1971 = v1970 >= 0;
      if (v1971) {
        ap_uint<256> v1972 = v1712.read();
        ap_uint<256> coming_down;
        coming_down = v1972;
        ap_int<256> v1974 = coming_down;
        int32_t v1975;
        ap_int<256> v1975_tmp = v1974;
        v1975 = v1975_tmp(63, 0);
        uint64_t v1976 = v1975;
        int32_t v1977 = ahead1;
        int v1978 = v1977;
        __stateful_engine_0_slot_values_1[v1978][v1941][0] = v1976;
        ap_int<256> v1979 = coming_down;
        int32_t v1980;
        ap_int<256> v1980_tmp = v1979;
        v1980 = v1980_tmp(127, 64);
        uint64_t v1981 = v1980;
        int32_t v1982 = ahead1;
        int v1983 = v1982;
        __stateful_engine_0_slot_values_1[v1983][v1941][1] = v1981;
        ap_int<256> v1984 = coming_down;
        int32_t v1985;
        ap_int<256> v1985_tmp = v1984;
        v1985 = v1985_tmp(191, 128);
        uint64_t v1986 = v1985;
        int32_t v1987 = ahead1;
        int v1988 = v1987;
        __stateful_engine_0_slot_values_1[v1988][v1941][2] = v1986;
        ap_int<256> v1989 = coming_down;
        int32_t v1990;
        ap_int<256> v1990_tmp = v1989;
        v1990 = v1990_tmp(255, 192);
        uint64_t v1991 = v1990;
        int32_t v1992 = ahead1;
        int v1993 = v1992;
        __stateful_engine_0_slot_values_1[v1993][v1941][3] = v1991;
        uint64_t v1994 = v1713.read();
        uint64_t coming_down_codes;
        coming_down_codes = v1994;
        int64_t v1996 = coming_down_codes;
        int32_t v1997;
        ap_int<64> v1997_tmp = v1996;
        v1997 = v1997_tmp(63, 0);
        uint64_t v1998 = v1997;
        int32_t v1999 = ahead1;
        int v2000 = v1999;
        __stateful_engine_0_slot_places_2[v2000][v1941][0] = v1998;
      }
      l_S_m_10_m3: for (int m3 = 0; m3 < 4; m3++) {
        int8_t v2002 = hidden[g3][m3];
        down_inputs[m3] = v2002;
      }
      ap_int<256> v2003 = present_down;
      int64_t v2004 = down_codes;
      group_products(v2003, v2004, down_inputs, down_products);
      l_S_r_11_r1: for (int r1 = 0; r1 < 16; r1++) {
        ap_int<33> v2006 = g3;
        bool v2007 = v2006 == 0;
        int32_t v2008 = down_products[r1];
        int32_t v2009 = down_total[r1];
        ap_int<33> v2010 = v2009;
        ap_int<33> v2011 = v2008;
        ap_int<33> v2012 = v2010 + v2011;
        ap_int<33> v2013 = v2007 ? (ap_int<33>)v2011 : (ap_int<33>)v2012;
        int32_t v2014 = v2013;
        down_total[r1] = v2014;
        int32_t v2015 = down_total[r1];
        down_sums[b1][r1] = v2015;
      }
    }
  }
  l_store_b2: for (int b2 = 0; b2 < 8; b2++) {
    l_r2: for (int r2 = 0; r2 < 16; r2++) {
    #pragma HLS pipeline II=1
      int32_t v2018 = present;
      int v2019 = v2018;
      int64_t v2020 = b2;
      int64_t v2021 = v2020 * 16;
      ap_int<65> v2022 = v2021;
      ap_int<65> v2023 = v2022 + 256;
      ap_int<66> v2024 = v2023;
      ap_int<66> v2025 = r2;
      ap_int<66> v2026 = v2024 + v2025;
      int v2027 = v2026;
      int32_t v2028 = __stateful_engine_0_slot_multipliers_3[v2019][v2027];
      int32_t down_multiplier;
      down_multiplier = v2028;
      int32_t v2030 = ahead1;
      bool v2031 = v2030 >= 0;
      if (v2031) {
        int32_t v2032 = v1714.read();
        int32_t v2033 = ahead1;
        int v2034 = v2033;
        __stateful_engine_0_slot_multipliers_3[v2034][v2027] = v2032;
      }
      int32_t v2035 = down_sums[b2][r2];
      int32_t v2036 = down_multiplier;
      int32_t v2037;
      finished(v2035, v2036, &v2037);
      int64_t v2038 = v2037;
      int64_t answer;
      answer = v2038;
      int64_t v2040 = answer;
      int32_t v2041 = scale1;
      ap_int<96> v2042 = v2040;
      ap_int<96> v2043 = v2041;
      ap_int<96> v2044 = v2042 * v2043;
      ap_int<97> v2045 = v2044;
      ap_int<97> v2046 = v2045 + 32768;
      ap_int<97> v2047 = v2046 >> 16;
      int32_t v2048 = v2047;
      v1710[((b2 * 16) + r2)] = v2048;
    }
  }
}

/// This is top function.
void moe_layer(
  int32_t v2049[5],
  int16_t v2050[128],
  ap_uint<512> v2051[192],
  uint8_t v2052[1318],
  int8_t v2053[128],
  ap_uint<256> v2054[49152],
  uint64_t v2055[49152],
  int32_t v2056[18432],
  int32_t v2057[6],
  int32_t v2058[128]
) {
  #pragma HLS dataflow
  hls::stream< int32_t > v2059;
  #pragma HLS stream variable=v2059 depth=4
  hls::stream< int32_t > v2060;
  #pragma HLS stream variable=v2060 depth=8
  hls::stream< ap_uint<256> > v2061;
  #pragma HLS stream variable=v2061 depth=16
  hls::stream< uint64_t > v2062;
  #pragma HLS stream variable=v2062 depth=16
  hls::stream< int32_t > v2063;
  #pragma HLS stream variable=v2063 depth=16
  control_0(v2049, v2050, v2051, v2052, v2057, v2059, v2060);
  fetch_0(v2054, v2055, v2056, v2059, v2061, v2062, v2063);
  engine_0(v2053, v2058, v2060, v2061, v2062, v2063);
}
