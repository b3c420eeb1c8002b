#map = affine_map<(d0, d1) -> (0, d1, d0, 0)>
#map1 = affine_map<(d0) -> (d0, 0)>
module {
  func.func @fetch_0(%arg0: memref<1xi128>, %arg1: memref<4616xi128>, %arg2: !allo.stream<i128, 512>) attributes {df.kernel, itypes = "uuu", otypes = "", stypes = "__o"} {
    %c577_i64 = arith.constant {name = "%c577_i64"} 577 : i64
    %c127 = arith.constant {name = "%c127"} 127 : index
    %c96 = arith.constant {name = "%c96"} 96 : index
    %c95 = arith.constant {name = "%c95"} 95 : index
    %c64 = arith.constant {name = "%c64"} 64 : index
    %c63 = arith.constant {name = "%c63"} 63 : index
    %c32 = arith.constant {name = "%c32"} 32 : index
    %c31 = arith.constant {name = "%c31"} 31 : index
    %c0 = arith.constant {name = "%c0"} 0 : index
    %alloc = memref.alloc() {name = "experts"} : memref<1x4xi32, #map>
    affine.for %arg3 = 0 to 1 {
      %0 = affine.load %arg0[%arg3] {from = "wanted", unsigned} : memref<1xi128>
      %alloc_0 = memref.alloc() {name = "numbers", unsigned} : memref<i128>
      affine.store %0, %alloc_0[] {to = "numbers"} : memref<i128>
      %1 = affine.load %alloc_0[] {from = "numbers"} : memref<i128>
      %2 = allo.get_slice(%1 : i128, %c31, %c0) -> i32
      affine.store %2, %alloc[%arg3, 0] {to = "experts"} : memref<1x4xi32, #map>
      %3 = affine.load %alloc_0[] {from = "numbers"} : memref<i128>
      %4 = allo.get_slice(%3 : i128, %c63, %c32) -> i32
      affine.store %4, %alloc[%arg3, 1] {to = "experts"} : memref<1x4xi32, #map>
      %5 = affine.load %alloc_0[] {from = "numbers"} : memref<i128>
      %6 = allo.get_slice(%5 : i128, %c95, %c64) -> i32
      affine.store %6, %alloc[%arg3, 2] {to = "experts"} : memref<1x4xi32, #map>
      %7 = affine.load %alloc_0[] {from = "numbers"} : memref<i128>
      %8 = allo.get_slice(%7 : i128, %c127, %c96) -> i32
      affine.store %8, %alloc[%arg3, 3] {to = "experts"} : memref<1x4xi32, #map>
    } {loop_name = "e", op_name = "S_e_0", pipeline_ii = 1 : ui32}
    affine.for %arg3 = 0 to 2 {
      %0 = affine.load %alloc[0, %arg3] : memref<1x4xi32, #map>
      %1 = arith.extsi %0 : i32 to i64
      %2 = arith.muli %1, %c577_i64 : i64
      %3 = arith.trunci %2 : i64 to i32
      %alloc_0 = memref.alloc() {name = "first"} : memref<i32>
      affine.store %3, %alloc_0[] {to = "first"} : memref<i32>
      affine.for %arg4 = 0 to 577 {
        %4 = arith.index_cast %arg4 : index to i32
        %alloc_1 = memref.alloc() {name = "step"} : memref<i32>
        affine.store %4, %alloc_1[] {to = "step"} : memref<i32>
        %5 = affine.load %alloc_0[] {from = "first"} : memref<i32>
        %6 = affine.load %alloc_1[] {from = "step"} : memref<i32>
        %7 = arith.extsi %5 : i32 to i33
        %8 = arith.extsi %6 : i32 to i33
        %9 = arith.addi %7, %8 : i33
        %10 = arith.index_cast %9 : i33 to index
        %11 = memref.load %arg1[%10] {from = "stored", unsigned} : memref<4616xi128>
        allo.stream_put(%arg2, [], %11) {unsigned} : !allo.stream<i128, 512> contains i128
      } {loop_name = "w", op_name = "S_w_1", pipeline_ii = 1 : ui32}
    } {loop_name = "k", op_name = "S_k_1"}
    return
  }
  memref.global "private" @curve : memref<4096xi16> = dense<"0x00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFDFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFCFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFBFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFFAFFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF9FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF8FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF7FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF6FFF5FFF5FFF5FFF5FFF5FFF5FFF5FFF5FFF5FFF5FFF5FFF5FFF5FFF4FFF4FFF4FFF4FFF4FFF4FFF4FFF4FFF4FFF4FFF4FFF4FFF3FFF3FFF3FFF3FFF3FFF3FFF3FFF3FFF3FFF3FFF3FFF3FFF2FFF2FFF2FFF2FFF2FFF2FFF2FFF2FFF2FFF2FFF2FFF1FFF1FFF1FFF1FFF1FFF1FFF1FFF1FFF1FFF1FFF0FFF0FFF0FFF0FFF0FFF0FFF0FFF0FFF0FFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEFFFEEFFEEFFEEFFEEFFEEFFEEFFEEFFEEFFEDFFEDFFEDFFEDFFEDFFEDFFEDFFEDFFECFFECFFECFFECFFECFFECFFECFFECFFEBFFEBFFEBFFEBFFEBFFEBFFEBFFEAFFEAFFEAFFEAFFEAFFEAFFEAFFE9FFE9FFE9FFE9FFE9FFE9FFE9FFE8FFE8FFE8FFE8FFE8FFE8FFE7FFE7FFE7FFE7FFE7FFE7FFE6FFE6FFE6FFE6FFE6FFE6FFE5FFE5FFE5FFE5FFE5FFE5FFE4FFE4FFE4FFE4FFE4FFE3FFE3FFE3FFE3FFE3FFE2FFE2FFE2FFE2FFE2FFE2FFE1FFE1FFE1FFE1FFE1FFE0FFE0FFE0FFE0FFDFFFDFFFDFFFDFFFDFFFDEFFDEFFDEFFDEFFDEFFDDFFDDFFDDFFDDFFDCFFDCFFDCFFDCFFDBFFDBFFDBFFDBFFDBFFDAFFDAFFDAFFDAFFD9FFD9FFD9FFD9FFD8FFD8FFD8FFD8FFD7FFD7FFD7FFD6FFD6FFD6FFD6FFD5FFD5FFD5FFD5FFD4FFD4FFD4FFD3FFD3FFD3FFD3FFD2FFD2FFD2FFD1FFD1FFD1FFD1FFD0FFD0FFD0FFCFFFCFFFCFFFCEFFCEFFCEFFCDFFCDFFCDFFCCFFCCFFCCFFCBFFCBFFCBFFCAFFCAFFCAFFC9FFC9FFC9FFC8FFC8FFC8FFC7FFC7FFC7FFC6FFC6FFC6FFC5FFC5FFC4FFC4FFC4FFC3FFC3FFC3FFC2FFC2FFC1FFC1FFC1FFC0FFC0FFBFFFBFFFBFFFBEFFBEFFBDFFBDFFBDFFBCFFBCFFBBFFBBFFBAFFBAFFBAFFB9FFB9FFB8FFB8FFB7FFB7FFB6FFB6FFB6FFB5FFB5FFB4FFB4FFB3FFB3FFB2FFB2FFB1FFB1FFB0FFB0FFAFFFAFFFAEFFAEFFADFFADFFACFFACFFABFFABFFAAFFAAFFA9FFA9FFA8FFA8FFA7FFA7FFA6FFA5FFA5FFA4FFA4FFA3FFA3FFA2FFA2FFA1FFA0FFA0FF9FFF9FFF9EFF9DFF9DFF9CFF9CFF9BFF9AFF9AFF99FF99FF98FF97FF97FF96FF95FF95FF94FF94FF93FF92FF92FF91FF90FF90FF8FFF8EFF8EFF8DFF8CFF8CFF8BFF8AFF8AFF89FF88FF87FF87FF86FF85FF85FF84FF83FF82FF82FF81FF80FF7FFF7FFF7EFF7DFF7CFF7CFF7BFF7AFF79FF78FF78FF77FF76FF75FF75FF74FF73FF72FF71FF70FF70FF6FFF6EFF6DFF6CFF6BFF6BFF6AFF69FF68FF67FF66FF65FF64FF64FF63FF62FF61FF60FF5FFF5EFF5DFF5CFF5BFF5BFF5AFF59FF58FF57FF56FF55FF54FF53FF52FF51FF50FF4FFF4EFF4DFF4CFF4BFF4AFF49FF48FF47FF46FF45FF44FF43FF42FF41FF40FF3FFF3EFF3DFF3CFF3BFF39FF38FF37FF36FF35FF34FF33FF32FF31FF30FF2EFF2DFF2CFF2BFF2AFF29FF28FF27FF25FF24FF23FF22FF21FF20FF1EFF1DFF1CFF1BFF1AFF18FF17FF16FF15FF13FF12FF11FF10FF0FFF0DFF0CFF0BFF09FF08FF07FF06FF04FF03FF02FF01FFFFFEFEFEFDFEFBFEFAFEF9FEF7FEF6FEF5FEF3FEF2FEF1FEEFFEEEFEEDFEEBFEEAFEE8FEE7FEE6FEE4FEE3FEE2FEE0FEDFFEDDFEDCFEDBFED9FED8FED6FED5FED3FED2FED1FECFFECEFECCFECBFEC9FEC8FEC6FEC5FEC3FEC2FEC0FEBFFEBDFEBCFEBAFEB9FEB7FEB6FEB4FEB3FEB1FEB0FEAEFEADFEABFEAAFEA8FEA7FEA5FEA4FEA2FEA1FE9FFE9DFE9CFE9AFE99FE97FE96FE94FE93FE91FE8FFE8EFE8CFE8BFE89FE88FE86FE84FE83FE81FE80FE7EFE7CFE7BFE79FE78FE76FE74FE73FE71FE70FE6EFE6DFE6BFE69FE68FE66FE65FE63FE61FE60FE5EFE5DFE5BFE59FE58FE56FE55FE53FE51FE50FE4EFE4DFE4BFE49FE48FE46FE45FE43FE42FE40FE3EFE3DFE3BFE3AFE38FE37FE35FE34FE32FE30FE2FFE2DFE2CFE2AFE29FE27FE26FE24FE23FE21FE20FE1EFE1DFE1BFE1AFE19FE17FE16FE14FE13FE11FE10FE0EFE0DFE0CFE0AFE09FE08FE06FE05FE03FE02FE01FEFFFDFEFDFDFDFCFDFAFDF9FDF8FDF6FDF5FDF4FDF3FDF2FDF0FDEFFDEEFDEDFDECFDEBFDE9FDE8FDE7FDE6FDE5FDE4FDE3FDE2FDE1FDE0FDDFFDDEFDDDFDDCFDDBFDDAFDD9FDD8FDD8FDD7FDD6FDD5FDD4FDD4FDD3FDD2FDD1FDD1FDD0FDCFFDCFFDCEFDCDFDCDFDCCFDCCFDCBFDCBFDCAFDCAFDC9FDC9FDC9FDC8FDC8FDC8FDC7FDC7FDC7FDC7FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC6FDC7FDC7FDC7FDC7FDC8FDC8FDC9FDC9FDC9FDCAFDCAFDCBFDCCFDCCFDCDFDCEFDCEFDCFFDD0FDD1FDD2FDD2FDD3FDD4FDD5FDD6FDD7FDD9FDDAFDDBFDDCFDDDFDDFFDE0FDE1FDE3FDE4FDE6FDE7FDE9FDEBFDECFDEEFDF0FDF2FDF3FDF5FDF7FDF9FDFBFDFDFDFFFD02FE04FE06FE08FE0BFE0DFE0FFE12FE14FE17FE1AFE1CFE1FFE22FE25FE27FE2AFE2DFE30FE33FE36FE3AFE3DFE40FE43FE47FE4AFE4EFE51FE55FE58FE5CFE60FE63FE67FE6BFE6FFE73FE77FE7BFE7FFE84FE88FE8CFE91FE95FE99FE9EFEA3FEA7FEACFEB1FEB6FEBBFEBFFEC4FECAFECFFED4FED9FEDEFEE4FEE9FEEFFEF4FEFAFEFFFE05FF0BFF11FF17FF1DFF23FF29FF2FFF35FF3BFF42FF48FF4EFF55FF5CFF62FF69FF70FF76FF7DFF84FF8BFF92FF99FFA1FFA8FFAFFFB7FFBEFFC6FFCDFFD5FFDCFFE4FFECFFF4FFFCFF04000C0014001C0024002D0035003D0046004F0057006000690071007A0083008C0095009E00A800B100BA00C300CD00D600E000EA00F300FD00070111011B0125012F01390143014D01570162016C01770181018C019601A101AC01B601C101CC01D701E201ED01F90104020F021A02260231023D024802540260026B02770283028F029B02A702B302BF02CB02D702E402F002FC020903150322032E033B034803540361036E037B0388039503A203AF03BC03C903D703E403F103FF030C041A0427043504420450045E046B04790487049504A304B104BF04CD04DB04E904F70406051405220531053F054D055C056B05790588059605A505B405C305D105E005EF05FE050D061C062B063A06490658066706770686069506A406B406C306D306E206F10601071107200730073F074F075F076E077E078E079E07AE07BD07CD07DD07ED07FD070D081D082D083D084E085E086E087E088E089E08AF08BF08CF08E008F0080009110921093209420953096309740984099509A509B609C709D709E809F909090A1A0A2B0A3C0A4D0A5D0A6E0A7F0A900AA10AB20AC30AD30AE40AF50A060B170B280B390B4A0B5B0B6C0B7E0B8F0BA00BB10BC20BD30BE40BF50B070C180C290C3A0C4B0C5D0C6E0C7F0C900CA20CB30CC40CD60CE70CF80C0A0D1B0D2C0D3E0D4F0D600D720D830D940DA60DB70DC90DDA0DEC0DFD0D0E0E200E310E430E540E660E770E890E9A0EAC0EBD0ECF0EE00EF20E030F150F260F380F490F5B0F6D0F7E0F900FA10FB30FC40FD60FE70FF90F0B101C102E103F1051106210741086109710A910BA10CC10DE10EF100111121124113611471159116A117C118E119F11B111C211D411E611F71109121A122C123D124F126112721284129512A712B912CA12DC12ED12FF121113221334134513571368137A138C139D13AF13C013D213E313F513061418142A143B144D145E14701481149314A414B614C714D914EA14FC140D151F153015421553156515761588159915AB15BC15CE15DF15F1150216141625163616481659166B167C168E169F16B116C216D316E516F616081719172A173C174D175F17701781179317A417B517C717D817E917FB170C181D182F18401851186318741885189718A818B918CB18DC18ED18FE18101921193219431955196619771988199A19AB19BC19CD19DF19F019011A121A231A351A461A571A681A791A8A1A9C1AAD1ABE1ACF1AE01AF11A031B141B251B361B471B581B691B7A1B8B1B9D1BAE1BBF1BD01BE11BF21B031C141C251C361C471C581C691C7A1C8B1C9C1CAD1CBF1CD01CE11CF21C031D141D251D361D471D571D681D791D8A1D9B1DAC1DBD1DCE1DDF1DF01D011E121E231E341E451E561E671E771E881E991EAA1EBB1ECC1EDD1EEE1EFF1E0F1F201F311F421F531F641F751F851F961FA71FB81FC91FDA1FEA1FFB1F0C201D202E203E204F206020712081209220A320B420C520D520E620F7200821182129213A214B215B216C217D218D219E21AF21C021D021E121F2210222132224223422452256226622772288229822A922BA22CA22DB22EC22FC220D231E232E233F234F236023712381239223A323B323C423D423E523F6230624172427243824482459246A247A248B249B24AC24BC24CD24DD24EE24FF240F2520253025412551256225722583259325A425B425C525D525E625F6250726172628263826492659266A267A268B269B26AC26BC26CD26DD26ED26FE260E271F272F27402750276127712781279227A227B327C327D427E427F4270528152826283628462857286728782888289828A928B928CA28DA28EA28FB280B291C292C293C294D295D296D297E298E299E29AF29BF29D029E029F029012A112A212A322A422A522A632A732A832A942AA42AB42AC52AD52AE52AF62A062B162B262B372B472B572B682B782B882B992BA92BB92BC92BDA2BEA2BFA2B0B2C1B2C2B2C3C2C4C2C5C2C6C2C7D2C8D2C9D2CAD2CBE2CCE2CDE2CEE2CFF2C0F2D1F2D302D402D502D602D712D812D912DA12DB22DC22DD22DE22DF22D032E132E232E332E442E542E642E742E852E952EA52EB52EC52ED62EE62EF62E062F172F272F372F472F572F682F782F882F982FA82FB92FC92FD92FE92FF92F0A301A302A303A304A305B306B307B308B309B30AB30BC30CC30DC30EC30FC300D311D312D313D314D315D316E317E318E319E31AE31BE31CF31DF31EF31FF310F321F323032403250326032703280329032A132B132C132D132E132F1320233123322333233423352336233723383339333A333B333C333D333E333F4330434143424343434443454346434753485349534A534B534C534D534E534F6340635163526353635463556356635773587359735A735B735C735D735E735F7350736183628363836483658366836783688369836A936B936C936D936E936F936093719372937393749375A376A377A378A379A37AA37BA37CA37DA37EA37FA370B381B382B383B384B385B386B387B388B389B38AB38BB38CC38DC38EC38FC380C391C392C393C394C395C396C397C398C399D39AD39BD39CD39DD39ED39FD390D3A1D3A2D3A3D3A4D3A5D3A6D3A7E3A8E3A9E3AAE3ABE3ACE3ADE3AEE3AFE3A0E3B1E3B2E3B3E3B4E3B5E3B6F3B7F3B8F3B9F3BAF3BBF3BCF3BDF3BEF3BFF3B0F3C1F3C2F3C3F3C4F3C5F3C6F3C7F3C903CA03CB03CC03CD03CE03CF03C003D103D203D303D403D503D603D703D803D903DA03DB03DC13DD13DE13DF13D013E113E213E313E413E513E613E713E813E913EA13EB13EC13ED13EE13EF13E013F113F213F323F423F523F623F723F823F923FA23FB23FC23FD23FE23FF23F0240124022403240424052406240724082409240A240B240C240D240E340F3400341134123413341434153416341734183419341A341B341C341D341E341F3410342134223423342434253426342734283429342A342B342C342D342E442F4420443144324433443444354436443744384439443A443B443C443D443E443F4430444144424443444444454446444744484449444A444B444C444D444E444F4440445144524453445444554456445744585459545A545B545C545D545E545F5450546154625463546454655466546754685469546A546B546C546D546E546F5460547154725473547454755476547754785479547A547B547C547D547E547F5470548154825483548454855486548754885489548A548B548C548D548E548F5480549154925493649464956496649764986499649A649B649C649D649E649F649064A164A264A364A464A564A664A764A864A964AA64AB64AC64AD64AE64AF64A064B164B264B364B464B564B664B764B864B964BA64BB64BC64BD64BE64BF64B064C164C264C364C464C564C664C764C864C964CA64CB64CC64CD64CE64CF64C064D164D264D364D464D564D664D764D864D964DA64DB64DC64DD64DE64DF64D064E164E264E364E464E564E664E764E864E964EA64EB64EC64ED64EE64EF64E064F164F264F364F464F564F674F774F874F974FA74FB74FC74FD74FE74FF74F0750175027503750475057506750775087509750A750B750C750D750E750F7500751175127513751475157516751775187519751A751B751C751D751E751F7510752175227523752475257526752775287529752A752B752C752D752E752F7520753175327533753475357536753775387539753A753B753C753D753E753F7530754175427543754475457546754775487549754A754B754C754D754E754F7540755175527553755475557556755775587559755A755B755C755D755E755F7550756175627563756475657566756775687569756A756B756C756D756E756F7560757175727573757475757576757775787579757A757B757C757D757E757F7570758175827583758475857586758775887589758A758B758C758D758E758F7580759175927593759475957596759775987599759A759B759C759D759E759F759075A175A275A375A475A575A675A775A875A975AA75AB75AC75AD75AE75AF75A075B175B275B375B475B575B675B775B875B975BA75BB75BC75BD75BE75BF75B075C175C275C375C475C575C675C775C875C975CA75CB75CC75CD75CE75CF75C075D175D275D375D475D575D675D775D875D975DA75DB75DC75DD75DE75DF75D075E175E275E375E475E575E675E775E875E975EA75EB75EC75ED75EE75EF75E075F175F275F375F475F575F675F775F875F975FA75FB75FC75FD75FE75FF75F0760176027603760476057606760776087609760A760B760C760D760E760F7600761176127613761476157616761776187619761A761B761C761D761E761F7610762176227623762476257626762776287629762A762B762C762D762E762F7620763176327633763476357636763776387639763A763B763C763D763E763F7630764176427643764476457646764776487649764A764B764C764D764E764F7640765176527653765476557656765776587659765A765B765C765D765E765F7650766176627663766476657666766776687669766A766B766C766D766E766F7660767176727673767476757676767776787679767A767B767C767D767E767F7670768176827683768476857686768776887689768A768B768C768D768E768F7680769176927693769476957696769776987699769A769B769C769D769E769F769076A176A276A376A476A576A676A776A876A976AA76AB76AC76AD76AE76AF76A076B176B276B376B476B576B676B776B876B976BA76BB76BC76BD76BE76BF76B076C176C276C376C476C576C676C776C876C976CA76CB76CC76CD76CE76CF76C076D176D276D376D476D576D676D776D876D976DA76DB76DC76DD76DE76DF76D076E176E276E376E476E576E676E776E876E976EA76EB76EC76ED76EE76EF76E076F176F276F376F476F576F676F776F876F976FA76FB76FC76FD76FE76FF76F0770177027703770477057706770777087709770A770B770C770D770E770F7700771177127713771477157716771777187719771A771B771C771D771E771F7710772177227723772477257726772777287729772A772B772C772D772E772F7720773177327733773477357736773777387739773A773B773C773D773E773F7730774177427743774477457746774777487749774A774B774C774D774E774F7740775177527753775477557756775777587759775A775B775C775D775E775F7750776177627763776477657766776777687769776A776B776C776D776E776F7760777177727773777477757776777777787779777A777B777C777D777E777F7770778177827783778477857786778777887789778A778B778C778D778E778F7780779177927793779477957796779777987799779A779B779C779D779E779F779077A177A277A377A477A577A677A777A877A977AA77AB77AC77AD77AE77AF77A077B177B277B377B477B577B677B777B877B977BA77BB77BC77BD77BE77BF77B077C177C277C377C477C577C677C777C877C977CA77CB77CC77CD77CE77CF77C077D177D277D377D477D577D677D777D877D977DA77DB77DC77DD77DE77DF77D077E177E277E377E477E577E677E777E877E977EA77EB77EC77ED77EE77EF77E077F177F277F377F477F577F677F777F877F977FA77FB77FC77FD77FE77FF77F">
  func.func @rescaled(%arg0: i64, %arg1: i32) -> i64 attributes {itypes = "ss", otypes = "s"} {
    %c1_i97 = arith.constant {name = "%c1_i97"} 1 : i97
    %c41_i96 = arith.constant {name = "%c41_i96"} 41 : i96
    %0 = arith.extsi %arg0 {name = "%0"} : i64 to i96
    %1 = arith.extsi %arg1 {name = "%1"} : i32 to i96
    %2 = arith.muli %0, %1 {name = "%2"} : i96
    %alloc = memref.alloc() {name = "wide"} : memref<i96>
    affine.store %2, %alloc[] {to = "wide"} : memref<i96>
    %3 = affine.load %alloc[] {from = "wide"} : memref<i96>
    %4 = arith.shrsi %3, %c41_i96 {name = "%4"} : i96
    %5 = arith.extsi %4 {name = "%5"} : i96 to i97
    %6 = arith.addi %5, %c1_i97 {name = "%6"} : i97
    %7 = arith.shrui %6, %c1_i97 {name = "%7"} : i97
    %8 = arith.trunci %7 {name = "%8"} : i97 to i96
    %alloc_0 = memref.alloc() {name = "shifted"} : memref<i96>
    affine.store %8, %alloc_0[] {to = "shifted"} : memref<i96>
    %9 = affine.load %alloc_0[] {from = "shifted"} : memref<i96>
    %10 = arith.trunci %9 {name = "%10"} : i96 to i64
    %alloc_1 = memref.alloc() {name = "answer"} : memref<i64>
    affine.store %10, %alloc_1[] {to = "answer"} : memref<i64>
    %11 = affine.load %alloc_1[] {from = "answer"} : memref<i64>
    return %11 : i64
  }
  func.func @activation_of(%arg0: i64) -> i16 attributes {itypes = "s", otypes = "s"} {
    %c-32768_i16 = arith.constant {name = "%c-32768_i16"} -32768 : i16
    %c-32768_i64 = arith.constant {name = "%c-32768_i64"} -32768 : i64
    %c32767_i16 = arith.constant {name = "%c32767_i16"} 32767 : i16
    %c32767_i64 = arith.constant {name = "%c32767_i64"} 32767 : i64
    %c0_i16 = arith.constant {name = "%c0_i16"} 0 : i16
    %alloc = memref.alloc() {name = "kept"} : memref<i16>
    affine.store %c0_i16, %alloc[] {to = "kept"} : memref<i16>
    %0 = arith.cmpi sgt, %arg0, %c32767_i64 {name = "%0"} : i64
    scf.if %0 {
      affine.store %c32767_i16, %alloc[] {to = "kept"} : memref<i16>
    } else {
      %2 = arith.cmpi slt, %arg0, %c-32768_i64 : i64
      scf.if %2 {
        affine.store %c-32768_i16, %alloc[] {to = "kept"} : memref<i16>
      } else {
        %3 = arith.trunci %arg0 : i64 to i16
        affine.store %3, %alloc[] {to = "kept"} : memref<i16>
      }
    }
    %1 = affine.load %alloc[] {from = "kept"} : memref<i16>
    return %1 : i16
  }
  func.func @gated(%arg0: i64, %arg1: i64, %arg2: i32, %arg3: i32) -> i16 attributes {itypes = "ssss", otypes = "s"} {
    %c11_i65 = arith.constant {name = "%c11_i65"} 11 : i65
    %c1024_i65 = arith.constant {name = "%c1024_i65"} 1024 : i65
    %c2048_i33 = arith.constant {name = "%c2048_i33"} 2048 : i33
    %c4_i32 = arith.constant {name = "%c4_i32"} 4 : i32
    %0 = memref.get_global @curve : memref<4096xi16>
    %1 = call @rescaled(%arg0, %arg2) {name = "%1"} : (i64, i32) -> i64
    %2 = call @activation_of(%1) {name = "%2"} : (i64) -> i16
    %3 = arith.extsi %2 {name = "%3"} : i16 to i32
    %alloc = memref.alloc() {name = "gate"} : memref<i32>
    affine.store %3, %alloc[] {to = "gate"} : memref<i32>
    %4 = call @rescaled(%arg1, %arg3) {name = "%4"} : (i64, i32) -> i64
    %5 = call @activation_of(%4) {name = "%5"} : (i64) -> i16
    %6 = arith.extsi %5 {name = "%6"} : i16 to i64
    %alloc_0 = memref.alloc() {name = "up"} : memref<i64>
    affine.store %6, %alloc_0[] {to = "up"} : memref<i64>
    %7 = affine.load %alloc[] {from = "gate"} : memref<i32>
    %8 = arith.shrsi %7, %c4_i32 {name = "%8"} : i32
    %9 = arith.extsi %8 {name = "%9"} : i32 to i33
    %10 = arith.addi %9, %c2048_i33 {name = "%10"} : i33
    %11 = arith.trunci %10 {name = "%11"} : i33 to i32
    %alloc_1 = memref.alloc() {name = "entry"} : memref<i32>
    affine.store %11, %alloc_1[] {to = "entry"} : memref<i32>
    %12 = affine.load %alloc_0[] {from = "up"} : memref<i64>
    %13 = affine.load %alloc_1[] {from = "entry"} : memref<i32>
    %14 = arith.index_cast %13 {name = "%14"} : i32 to index
    %15 = memref.load %0[%14] {from = "curve"} : memref<4096xi16>
    %16 = arith.extsi %12 {name = "%16"} : i64 to i80
    %17 = arith.extsi %15 {name = "%17"} : i16 to i80
    %18 = arith.muli %16, %17 {name = "%18"} : i80
    %19 = arith.trunci %18 {name = "%19"} : i80 to i64
    %alloc_2 = memref.alloc() {name = "product"} : memref<i64>
    affine.store %19, %alloc_2[] {to = "product"} : memref<i64>
    %20 = affine.load %alloc_2[] {from = "product"} : memref<i64>
    %21 = arith.extsi %20 {name = "%21"} : i64 to i65
    %22 = arith.addi %21, %c1024_i65 {name = "%22"} : i65
    %23 = arith.shrsi %22, %c11_i65 {name = "%23"} : i65
    %24 = arith.trunci %23 {name = "%24"} : i65 to i64
    %alloc_3 = memref.alloc() {name = "scaled"} : memref<i64>
    affine.store %24, %alloc_3[] {to = "scaled"} : memref<i64>
    %25 = affine.load %alloc_3[] {from = "scaled"} : memref<i64>
    %26 = call @activation_of(%25) {name = "%26"} : (i64) -> i16
    %alloc_4 = memref.alloc() {name = "unit"} : memref<i16>
    affine.store %26, %alloc_4[] {to = "unit"} : memref<i16>
    %27 = affine.load %alloc_4[] {from = "unit"} : memref<i16>
    return %27 : i16
  }
  func.func @scaled_groups(%arg0: i128, %arg1: i128, %arg2: i128, %arg3: memref<16xi16, #map1>, %arg4: memref<2xi64, #map1>) attributes {itypes = "uuuss", otypes = ""} {
    %c30 = arith.constant {name = "%c30"} 30 : index
    %c127 = arith.constant {name = "%c127"} 127 : index
    %c120 = arith.constant {name = "%c120"} 120 : index
    %c29 = arith.constant {name = "%c29"} 29 : index
    %c28 = arith.constant {name = "%c28"} 28 : index
    %c119 = arith.constant {name = "%c119"} 119 : index
    %c112 = arith.constant {name = "%c112"} 112 : index
    %c27 = arith.constant {name = "%c27"} 27 : index
    %c26 = arith.constant {name = "%c26"} 26 : index
    %c111 = arith.constant {name = "%c111"} 111 : index
    %c104 = arith.constant {name = "%c104"} 104 : index
    %c25 = arith.constant {name = "%c25"} 25 : index
    %c103 = arith.constant {name = "%c103"} 103 : index
    %c96 = arith.constant {name = "%c96"} 96 : index
    %c22 = arith.constant {name = "%c22"} 22 : index
    %c95 = arith.constant {name = "%c95"} 95 : index
    %c88 = arith.constant {name = "%c88"} 88 : index
    %c21 = arith.constant {name = "%c21"} 21 : index
    %c20 = arith.constant {name = "%c20"} 20 : index
    %c87 = arith.constant {name = "%c87"} 87 : index
    %c80 = arith.constant {name = "%c80"} 80 : index
    %c19 = arith.constant {name = "%c19"} 19 : index
    %c18 = arith.constant {name = "%c18"} 18 : index
    %c79 = arith.constant {name = "%c79"} 79 : index
    %c72 = arith.constant {name = "%c72"} 72 : index
    %c17 = arith.constant {name = "%c17"} 17 : index
    %c71 = arith.constant {name = "%c71"} 71 : index
    %c64 = arith.constant {name = "%c64"} 64 : index
    %c14 = arith.constant {name = "%c14"} 14 : index
    %c63 = arith.constant {name = "%c63"} 63 : index
    %c56 = arith.constant {name = "%c56"} 56 : index
    %c12_i66 = arith.constant {name = "%c12_i66"} 12 : i66
    %c13 = arith.constant {name = "%c13"} 13 : index
    %c12 = arith.constant {name = "%c12"} 12 : index
    %c55 = arith.constant {name = "%c55"} 55 : index
    %c48 = arith.constant {name = "%c48"} 48 : index
    %c11 = arith.constant {name = "%c11"} 11 : index
    %c10 = arith.constant {name = "%c10"} 10 : index
    %c47 = arith.constant {name = "%c47"} 47 : index
    %c40 = arith.constant {name = "%c40"} 40 : index
    %c8_i66 = arith.constant {name = "%c8_i66"} 8 : i66
    %c9 = arith.constant {name = "%c9"} 9 : index
    %c39 = arith.constant {name = "%c39"} 39 : index
    %c32 = arith.constant {name = "%c32"} 32 : index
    %c6 = arith.constant {name = "%c6"} 6 : index
    %c31 = arith.constant {name = "%c31"} 31 : index
    %c24 = arith.constant {name = "%c24"} 24 : index
    %c4_i66 = arith.constant {name = "%c4_i66"} 4 : i66
    %c5 = arith.constant {name = "%c5"} 5 : index
    %c4 = arith.constant {name = "%c4"} 4 : index
    %c23 = arith.constant {name = "%c23"} 23 : index
    %c16 = arith.constant {name = "%c16"} 16 : index
    %c3 = arith.constant {name = "%c3"} 3 : index
    %c2 = arith.constant {name = "%c2"} 2 : index
    %c8 = arith.constant {name = "%c8"} 8 : index
    %c1 = arith.constant {name = "%c1"} 1 : index
    %c7 = arith.constant {name = "%c7"} 7 : index
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %c0 = arith.constant {name = "%c0"} 0 : index
    %c15 = arith.constant {name = "%c15"} 15 : index
    %0 = allo.get_slice(%arg2 : i128, %c15, %c0) {name = "%0"} -> i16
    %alloc = memref.alloc() {name = "scale"} : memref<i16>
    affine.store %0, %alloc[] {to = "scale"} : memref<i16>
    %alloc_0 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_0[] {to = "total"} : memref<i32>
    %1 = allo.get_slice(%arg0 : i128, %c7, %c0) {name = "%1"} -> i32
    %2 = arith.trunci %1 {name = "%2"} : i32 to i8
    %alloc_1 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %2, %alloc_1[] {to = "weight"} : memref<i8>
    %3 = allo.get_slice(%arg1 : i128, %c1, %c0) {name = "%3"} -> i32
    %4 = arith.trunci %3 {name = "%4", unsigned} : i32 to i8
    %alloc_2 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %4, %alloc_2[] {to = "place"} : memref<i8>
    %5 = affine.load %alloc_1[] {from = "weight"} : memref<i8>
    %6 = affine.load %alloc_2[] {from = "place"} : memref<i8>
    %7 = arith.extui %6 {name = "%7"} : i8 to i66
    %8 = arith.index_cast %7 {name = "%8"} : i66 to index
    %9 = memref.load %arg3[%8] {from = "inputs"} : memref<16xi16, #map1>
    %10 = arith.extsi %5 {name = "%10"} : i8 to i24
    %11 = arith.extsi %9 {name = "%11"} : i16 to i24
    %12 = arith.muli %10, %11 {name = "%12"} : i24
    %13 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %14 = arith.extsi %13 {name = "%14"} : i32 to i33
    %15 = arith.extsi %12 {name = "%15"} : i24 to i33
    %16 = arith.addi %14, %15 {name = "%16"} : i33
    %17 = arith.trunci %16 {name = "%17"} : i33 to i32
    affine.store %17, %alloc_0[] {to = "total"} : memref<i32>
    %18 = allo.get_slice(%arg0 : i128, %c15, %c8) {name = "%18"} -> i32
    %19 = arith.trunci %18 {name = "%19"} : i32 to i8
    %alloc_3 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %19, %alloc_3[] {to = "weight"} : memref<i8>
    %20 = allo.get_slice(%arg1 : i128, %c3, %c2) {name = "%20"} -> i32
    %21 = arith.trunci %20 {name = "%21", unsigned} : i32 to i8
    %alloc_4 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %21, %alloc_4[] {to = "place"} : memref<i8>
    %22 = affine.load %alloc_3[] {from = "weight"} : memref<i8>
    %23 = affine.load %alloc_4[] {from = "place"} : memref<i8>
    %24 = arith.extui %23 {name = "%24"} : i8 to i66
    %25 = arith.index_cast %24 {name = "%25"} : i66 to index
    %26 = memref.load %arg3[%25] {from = "inputs"} : memref<16xi16, #map1>
    %27 = arith.extsi %22 {name = "%27"} : i8 to i24
    %28 = arith.extsi %26 {name = "%28"} : i16 to i24
    %29 = arith.muli %27, %28 {name = "%29"} : i24
    %30 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %31 = arith.extsi %30 {name = "%31"} : i32 to i33
    %32 = arith.extsi %29 {name = "%32"} : i24 to i33
    %33 = arith.addi %31, %32 {name = "%33"} : i33
    %34 = arith.trunci %33 {name = "%34"} : i33 to i32
    affine.store %34, %alloc_0[] {to = "total"} : memref<i32>
    %35 = allo.get_slice(%arg0 : i128, %c23, %c16) {name = "%35"} -> i32
    %36 = arith.trunci %35 {name = "%36"} : i32 to i8
    %alloc_5 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %36, %alloc_5[] {to = "weight"} : memref<i8>
    %37 = allo.get_slice(%arg1 : i128, %c5, %c4) {name = "%37"} -> i32
    %38 = arith.trunci %37 {name = "%38", unsigned} : i32 to i8
    %alloc_6 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %38, %alloc_6[] {to = "place"} : memref<i8>
    %39 = affine.load %alloc_5[] {from = "weight"} : memref<i8>
    %40 = affine.load %alloc_6[] {from = "place"} : memref<i8>
    %41 = arith.extui %40 {name = "%41"} : i8 to i66
    %42 = arith.addi %41, %c4_i66 {name = "%42"} : i66
    %43 = arith.index_cast %42 {name = "%43"} : i66 to index
    %44 = memref.load %arg3[%43] {from = "inputs"} : memref<16xi16, #map1>
    %45 = arith.extsi %39 {name = "%45"} : i8 to i24
    %46 = arith.extsi %44 {name = "%46"} : i16 to i24
    %47 = arith.muli %45, %46 {name = "%47"} : i24
    %48 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %49 = arith.extsi %48 {name = "%49"} : i32 to i33
    %50 = arith.extsi %47 {name = "%50"} : i24 to i33
    %51 = arith.addi %49, %50 {name = "%51"} : i33
    %52 = arith.trunci %51 {name = "%52"} : i33 to i32
    affine.store %52, %alloc_0[] {to = "total"} : memref<i32>
    %53 = allo.get_slice(%arg0 : i128, %c31, %c24) {name = "%53"} -> i32
    %54 = arith.trunci %53 {name = "%54"} : i32 to i8
    %alloc_7 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %54, %alloc_7[] {to = "weight"} : memref<i8>
    %55 = allo.get_slice(%arg1 : i128, %c7, %c6) {name = "%55"} -> i32
    %56 = arith.trunci %55 {name = "%56", unsigned} : i32 to i8
    %alloc_8 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %56, %alloc_8[] {to = "place"} : memref<i8>
    %57 = affine.load %alloc_7[] {from = "weight"} : memref<i8>
    %58 = affine.load %alloc_8[] {from = "place"} : memref<i8>
    %59 = arith.extui %58 {name = "%59"} : i8 to i66
    %60 = arith.addi %59, %c4_i66 {name = "%60"} : i66
    %61 = arith.index_cast %60 {name = "%61"} : i66 to index
    %62 = memref.load %arg3[%61] {from = "inputs"} : memref<16xi16, #map1>
    %63 = arith.extsi %57 {name = "%63"} : i8 to i24
    %64 = arith.extsi %62 {name = "%64"} : i16 to i24
    %65 = arith.muli %63, %64 {name = "%65"} : i24
    %66 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %67 = arith.extsi %66 {name = "%67"} : i32 to i33
    %68 = arith.extsi %65 {name = "%68"} : i24 to i33
    %69 = arith.addi %67, %68 {name = "%69"} : i33
    %70 = arith.trunci %69 {name = "%70"} : i33 to i32
    affine.store %70, %alloc_0[] {to = "total"} : memref<i32>
    %71 = allo.get_slice(%arg0 : i128, %c39, %c32) {name = "%71"} -> i32
    %72 = arith.trunci %71 {name = "%72"} : i32 to i8
    %alloc_9 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %72, %alloc_9[] {to = "weight"} : memref<i8>
    %73 = allo.get_slice(%arg1 : i128, %c9, %c8) {name = "%73"} -> i32
    %74 = arith.trunci %73 {name = "%74", unsigned} : i32 to i8
    %alloc_10 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %74, %alloc_10[] {to = "place"} : memref<i8>
    %75 = affine.load %alloc_9[] {from = "weight"} : memref<i8>
    %76 = affine.load %alloc_10[] {from = "place"} : memref<i8>
    %77 = arith.extui %76 {name = "%77"} : i8 to i66
    %78 = arith.addi %77, %c8_i66 {name = "%78"} : i66
    %79 = arith.index_cast %78 {name = "%79"} : i66 to index
    %80 = memref.load %arg3[%79] {from = "inputs"} : memref<16xi16, #map1>
    %81 = arith.extsi %75 {name = "%81"} : i8 to i24
    %82 = arith.extsi %80 {name = "%82"} : i16 to i24
    %83 = arith.muli %81, %82 {name = "%83"} : i24
    %84 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %85 = arith.extsi %84 {name = "%85"} : i32 to i33
    %86 = arith.extsi %83 {name = "%86"} : i24 to i33
    %87 = arith.addi %85, %86 {name = "%87"} : i33
    %88 = arith.trunci %87 {name = "%88"} : i33 to i32
    affine.store %88, %alloc_0[] {to = "total"} : memref<i32>
    %89 = allo.get_slice(%arg0 : i128, %c47, %c40) {name = "%89"} -> i32
    %90 = arith.trunci %89 {name = "%90"} : i32 to i8
    %alloc_11 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %90, %alloc_11[] {to = "weight"} : memref<i8>
    %91 = allo.get_slice(%arg1 : i128, %c11, %c10) {name = "%91"} -> i32
    %92 = arith.trunci %91 {name = "%92", unsigned} : i32 to i8
    %alloc_12 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %92, %alloc_12[] {to = "place"} : memref<i8>
    %93 = affine.load %alloc_11[] {from = "weight"} : memref<i8>
    %94 = affine.load %alloc_12[] {from = "place"} : memref<i8>
    %95 = arith.extui %94 {name = "%95"} : i8 to i66
    %96 = arith.addi %95, %c8_i66 {name = "%96"} : i66
    %97 = arith.index_cast %96 {name = "%97"} : i66 to index
    %98 = memref.load %arg3[%97] {from = "inputs"} : memref<16xi16, #map1>
    %99 = arith.extsi %93 {name = "%99"} : i8 to i24
    %100 = arith.extsi %98 {name = "%100"} : i16 to i24
    %101 = arith.muli %99, %100 {name = "%101"} : i24
    %102 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %103 = arith.extsi %102 {name = "%103"} : i32 to i33
    %104 = arith.extsi %101 {name = "%104"} : i24 to i33
    %105 = arith.addi %103, %104 {name = "%105"} : i33
    %106 = arith.trunci %105 {name = "%106"} : i33 to i32
    affine.store %106, %alloc_0[] {to = "total"} : memref<i32>
    %107 = allo.get_slice(%arg0 : i128, %c55, %c48) {name = "%107"} -> i32
    %108 = arith.trunci %107 {name = "%108"} : i32 to i8
    %alloc_13 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %108, %alloc_13[] {to = "weight"} : memref<i8>
    %109 = allo.get_slice(%arg1 : i128, %c13, %c12) {name = "%109"} -> i32
    %110 = arith.trunci %109 {name = "%110", unsigned} : i32 to i8
    %alloc_14 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %110, %alloc_14[] {to = "place"} : memref<i8>
    %111 = affine.load %alloc_13[] {from = "weight"} : memref<i8>
    %112 = affine.load %alloc_14[] {from = "place"} : memref<i8>
    %113 = arith.extui %112 {name = "%113"} : i8 to i66
    %114 = arith.addi %113, %c12_i66 {name = "%114"} : i66
    %115 = arith.index_cast %114 {name = "%115"} : i66 to index
    %116 = memref.load %arg3[%115] {from = "inputs"} : memref<16xi16, #map1>
    %117 = arith.extsi %111 {name = "%117"} : i8 to i24
    %118 = arith.extsi %116 {name = "%118"} : i16 to i24
    %119 = arith.muli %117, %118 {name = "%119"} : i24
    %120 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %121 = arith.extsi %120 {name = "%121"} : i32 to i33
    %122 = arith.extsi %119 {name = "%122"} : i24 to i33
    %123 = arith.addi %121, %122 {name = "%123"} : i33
    %124 = arith.trunci %123 {name = "%124"} : i33 to i32
    affine.store %124, %alloc_0[] {to = "total"} : memref<i32>
    %125 = allo.get_slice(%arg0 : i128, %c63, %c56) {name = "%125"} -> i32
    %126 = arith.trunci %125 {name = "%126"} : i32 to i8
    %alloc_15 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %126, %alloc_15[] {to = "weight"} : memref<i8>
    %127 = allo.get_slice(%arg1 : i128, %c15, %c14) {name = "%127"} -> i32
    %128 = arith.trunci %127 {name = "%128", unsigned} : i32 to i8
    %alloc_16 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %128, %alloc_16[] {to = "place"} : memref<i8>
    %129 = affine.load %alloc_15[] {from = "weight"} : memref<i8>
    %130 = affine.load %alloc_16[] {from = "place"} : memref<i8>
    %131 = arith.extui %130 {name = "%131"} : i8 to i66
    %132 = arith.addi %131, %c12_i66 {name = "%132"} : i66
    %133 = arith.index_cast %132 {name = "%133"} : i66 to index
    %134 = memref.load %arg3[%133] {from = "inputs"} : memref<16xi16, #map1>
    %135 = arith.extsi %129 {name = "%135"} : i8 to i24
    %136 = arith.extsi %134 {name = "%136"} : i16 to i24
    %137 = arith.muli %135, %136 {name = "%137"} : i24
    %138 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %139 = arith.extsi %138 {name = "%139"} : i32 to i33
    %140 = arith.extsi %137 {name = "%140"} : i24 to i33
    %141 = arith.addi %139, %140 {name = "%141"} : i33
    %142 = arith.trunci %141 {name = "%142"} : i33 to i32
    affine.store %142, %alloc_0[] {to = "total"} : memref<i32>
    %143 = affine.load %alloc_0[] {from = "total"} : memref<i32>
    %144 = affine.load %alloc[] {from = "scale"} : memref<i16>
    %145 = arith.extsi %143 {name = "%145"} : i32 to i48
    %146 = arith.extsi %144 {name = "%146"} : i16 to i48
    %147 = arith.muli %145, %146 {name = "%147"} : i48
    %148 = arith.extsi %147 {name = "%148"} : i48 to i64
    affine.store %148, %arg4[0] {to = "products"} : memref<2xi64, #map1>
    %149 = allo.get_slice(%arg2 : i128, %c31, %c16) {name = "%149"} -> i16
    %alloc_17 = memref.alloc() {name = "scale"} : memref<i16>
    affine.store %149, %alloc_17[] {to = "scale"} : memref<i16>
    %alloc_18 = memref.alloc() {name = "total"} : memref<i32>
    affine.store %c0_i32, %alloc_18[] {to = "total"} : memref<i32>
    %150 = allo.get_slice(%arg0 : i128, %c71, %c64) {name = "%150"} -> i32
    %151 = arith.trunci %150 {name = "%151"} : i32 to i8
    %alloc_19 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %151, %alloc_19[] {to = "weight"} : memref<i8>
    %152 = allo.get_slice(%arg1 : i128, %c17, %c16) {name = "%152"} -> i32
    %153 = arith.trunci %152 {name = "%153", unsigned} : i32 to i8
    %alloc_20 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %153, %alloc_20[] {to = "place"} : memref<i8>
    %154 = affine.load %alloc_19[] {from = "weight"} : memref<i8>
    %155 = affine.load %alloc_20[] {from = "place"} : memref<i8>
    %156 = arith.extui %155 {name = "%156"} : i8 to i66
    %157 = arith.index_cast %156 {name = "%157"} : i66 to index
    %158 = memref.load %arg3[%157] {from = "inputs"} : memref<16xi16, #map1>
    %159 = arith.extsi %154 {name = "%159"} : i8 to i24
    %160 = arith.extsi %158 {name = "%160"} : i16 to i24
    %161 = arith.muli %159, %160 {name = "%161"} : i24
    %162 = affine.load %alloc_18[] {from = "total"} : memref<i32>
    %163 = arith.extsi %162 {name = "%163"} : i32 to i33
    %164 = arith.extsi %161 {name = "%164"} : i24 to i33
    %165 = arith.addi %163, %164 {name = "%165"} : i33
    %166 = arith.trunci %165 {name = "%166"} : i33 to i32
    affine.store %166, %alloc_18[] {to = "total"} : memref<i32>
    %167 = allo.get_slice(%arg0 : i128, %c79, %c72) {name = "%167"} -> i32
    %168 = arith.trunci %167 {name = "%168"} : i32 to i8
    %alloc_21 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %168, %alloc_21[] {to = "weight"} : memref<i8>
    %169 = allo.get_slice(%arg1 : i128, %c19, %c18) {name = "%169"} -> i32
    %170 = arith.trunci %169 {name = "%170", unsigned} : i32 to i8
    %alloc_22 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %170, %alloc_22[] {to = "place"} : memref<i8>
    %171 = affine.load %alloc_21[] {from = "weight"} : memref<i8>
    %172 = affine.load %alloc_22[] {from = "place"} : memref<i8>
    %173 = arith.extui %172 {name = "%173"} : i8 to i66
    %174 = arith.index_cast %173 {name = "%174"} : i66 to index
    %175 = memref.load %arg3[%174] {from = "inputs"} : memref<16xi16, #map1>
    %176 = arith.extsi %171 {name = "%176"} : i8 to i24
    %177 = arith.extsi %175 {name = "%177"} : i16 to i24
    %178 = arith.muli %176, %177 {name = "%178"} : i24
    %179 = affine.load %alloc_18[] {from = "total"} : memref<i32>
    %180 = arith.extsi %179 {name = "%180"} : i32 to i33
    %181 = arith.extsi %178 {name = "%181"} : i24 to i33
    %182 = arith.addi %180, %181 {name = "%182"} : i33
    %183 = arith.trunci %182 {name = "%183"} : i33 to i32
    affine.store %183, %alloc_18[] {to = "total"} : memref<i32>
    %184 = allo.get_slice(%arg0 : i128, %c87, %c80) {name = "%184"} -> i32
    %185 = arith.trunci %184 {name = "%185"} : i32 to i8
    %alloc_23 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %185, %alloc_23[] {to = "weight"} : memref<i8>
    %186 = allo.get_slice(%arg1 : i128, %c21, %c20) {name = "%186"} -> i32
    %187 = arith.trunci %186 {name = "%187", unsigned} : i32 to i8
    %alloc_24 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %187, %alloc_24[] {to = "place"} : memref<i8>
    %188 = affine.load %alloc_23[] {from = "weight"} : memref<i8>
    %189 = affine.load %alloc_24[] {from = "place"} : memref<i8>
    %190 = arith.extui %189 {name = "%190"} : i8 to i66
    %191 = arith.addi %190, %c4_i66 {name = "%191"} : i66
    %192 = arith.index_cast %191 {name = "%192"} : i66 to index
    %193 = memref.load %arg3[%192] {from = "inputs"} : memref<16xi16, #map1>
    %194 = arith.extsi %188 {name = "%194"} : i8 to i24
    %195 = arith.extsi %193 {name = "%195"} : i16 to i24
    %196 = arith.muli %194, %195 {name = "%196"} : i24
    %197 = affine.load %alloc_18[] {from = "total"} : memref<i32>
    %198 = arith.extsi %197 {name = "%198"} : i32 to i33
    %199 = arith.extsi %196 {name = "%199"} : i24 to i33
    %200 = arith.addi %198, %199 {name = "%200"} : i33
    %201 = arith.trunci %200 {name = "%201"} : i33 to i32
    affine.store %201, %alloc_18[] {to = "total"} : memref<i32>
    %202 = allo.get_slice(%arg0 : i128, %c95, %c88) {name = "%202"} -> i32
    %203 = arith.trunci %202 {name = "%203"} : i32 to i8
    %alloc_25 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %203, %alloc_25[] {to = "weight"} : memref<i8>
    %204 = allo.get_slice(%arg1 : i128, %c23, %c22) {name = "%204"} -> i32
    %205 = arith.trunci %204 {name = "%205", unsigned} : i32 to i8
    %alloc_26 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %205, %alloc_26[] {to = "place"} : memref<i8>
    %206 = affine.load %alloc_25[] {from = "weight"} : memref<i8>
    %207 = affine.load %alloc_26[] {from = "place"} : memref<i8>
    %208 = arith.extui %207 {name = "%208"} : i8 to i66
    %209 = arith.addi %208, %c4_i66 {name = "%209"} : i66
    %210 = arith.index_cast %209 {name = "%210"} : i66 to index
    %211 = memref.load %arg3[%210] {from = "inputs"} : memref<16xi16, #map1>
    %212 = arith.extsi %206 {name = "%212"} : i8 to i24
    %213 = arith.extsi %211 {name = "%213"} : i16 to i24
    %214 = arith.muli %212, %213 {name = "%214"} : i24
    %215 = affine.load %alloc_18[] {from = "total"} : memref<i32>
    %216 = arith.extsi %215 {name = "%216"} : i32 to i33
    %217 = arith.extsi %214 {name = "%217"} : i24 to i33
    %218 = arith.addi %216, %217 {name = "%218"} : i33
    %219 = arith.trunci %218 {name = "%219"} : i33 to i32
    affine.store %219, %alloc_18[] {to = "total"} : memref<i32>
    %220 = allo.get_slice(%arg0 : i128, %c103, %c96) {name = "%220"} -> i32
    %221 = arith.trunci %220 {name = "%221"} : i32 to i8
    %alloc_27 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %221, %alloc_27[] {to = "weight"} : memref<i8>
    %222 = allo.get_slice(%arg1 : i128, %c25, %c24) {name = "%222"} -> i32
    %223 = arith.trunci %222 {name = "%223", unsigned} : i32 to i8
    %alloc_28 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %223, %alloc_28[] {to = "place"} : memref<i8>
    %224 = affine.load %alloc_27[] {from = "weight"} : memref<i8>
    %225 = affine.load %alloc_28[] {from = "place"} : memref<i8>
    %226 = arith.extui %225 {name = "%226"} : i8 to i66
    %227 = arith.addi %226, %c8_i66 {name = "%227"} : i66
    %228 = arith.index_cast %227 {name = "%228"} : i66 to index
    %229 = memref.load %arg3[%228] {from = "inputs"} : memref<16xi16, #map1>
    %230 = arith.extsi %224 {name = "%230"} : i8 to i24
    %231 = arith.extsi %229 {name = "%231"} : i16 to i24
    %232 = arith.muli %230, %231 {name = "%232"} : i24
    %233 = affine.load %alloc_18[] {from = "total"} : memref<i32>
    %234 = arith.extsi %233 {name = "%234"} : i32 to i33
    %235 = arith.extsi %232 {name = "%235"} : i24 to i33
    %236 = arith.addi %234, %235 {name = "%236"} : i33
    %237 = arith.trunci %236 {name = "%237"} : i33 to i32
    affine.store %237, %alloc_18[] {to = "total"} : memref<i32>
    %238 = allo.get_slice(%arg0 : i128, %c111, %c104) {name = "%238"} -> i32
    %239 = arith.trunci %238 {name = "%239"} : i32 to i8
    %alloc_29 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %239, %alloc_29[] {to = "weight"} : memref<i8>
    %240 = allo.get_slice(%arg1 : i128, %c27, %c26) {name = "%240"} -> i32
    %241 = arith.trunci %240 {name = "%241", unsigned} : i32 to i8
    %alloc_30 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %241, %alloc_30[] {to = "place"} : memref<i8>
    %242 = affine.load %alloc_29[] {from = "weight"} : memref<i8>
    %243 = affine.load %alloc_30[] {from = "place"} : memref<i8>
    %244 = arith.extui %243 {name = "%244"} : i8 to i66
    %245 = arith.addi %244, %c8_i66 {name = "%245"} : i66
    %246 = arith.index_cast %245 {name = "%246"} : i66 to index
    %247 = memref.load %arg3[%246] {from = "inputs"} : memref<16xi16, #map1>
    %248 = arith.extsi %242 {name = "%248"} : i8 to i24
    %249 = arith.extsi %247 {name = "%249"} : i16 to i24
    %250 = arith.muli %248, %249 {name = "%250"} : i24
    %251 = affine.load %alloc_18[] {from = "total"} : memref<i32>
    %252 = arith.extsi %251 {name = "%252"} : i32 to i33
    %253 = arith.extsi %250 {name = "%253"} : i24 to i33
    %254 = arith.addi %252, %253 {name = "%254"} : i33
    %255 = arith.trunci %254 {name = "%255"} : i33 to i32
    affine.store %255, %alloc_18[] {to = "total"} : memref<i32>
    %256 = allo.get_slice(%arg0 : i128, %c119, %c112) {name = "%256"} -> i32
    %257 = arith.trunci %256 {name = "%257"} : i32 to i8
    %alloc_31 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %257, %alloc_31[] {to = "weight"} : memref<i8>
    %258 = allo.get_slice(%arg1 : i128, %c29, %c28) {name = "%258"} -> i32
    %259 = arith.trunci %258 {name = "%259", unsigned} : i32 to i8
    %alloc_32 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %259, %alloc_32[] {to = "place"} : memref<i8>
    %260 = affine.load %alloc_31[] {from = "weight"} : memref<i8>
    %261 = affine.load %alloc_32[] {from = "place"} : memref<i8>
    %262 = arith.extui %261 {name = "%262"} : i8 to i66
    %263 = arith.addi %262, %c12_i66 {name = "%263"} : i66
    %264 = arith.index_cast %263 {name = "%264"} : i66 to index
    %265 = memref.load %arg3[%264] {from = "inputs"} : memref<16xi16, #map1>
    %266 = arith.extsi %260 {name = "%266"} : i8 to i24
    %267 = arith.extsi %265 {name = "%267"} : i16 to i24
    %268 = arith.muli %266, %267 {name = "%268"} : i24
    %269 = affine.load %alloc_18[] {from = "total"} : memref<i32>
    %270 = arith.extsi %269 {name = "%270"} : i32 to i33
    %271 = arith.extsi %268 {name = "%271"} : i24 to i33
    %272 = arith.addi %270, %271 {name = "%272"} : i33
    %273 = arith.trunci %272 {name = "%273"} : i33 to i32
    affine.store %273, %alloc_18[] {to = "total"} : memref<i32>
    %274 = allo.get_slice(%arg0 : i128, %c127, %c120) {name = "%274"} -> i32
    %275 = arith.trunci %274 {name = "%275"} : i32 to i8
    %alloc_33 = memref.alloc() {name = "weight"} : memref<i8>
    affine.store %275, %alloc_33[] {to = "weight"} : memref<i8>
    %276 = allo.get_slice(%arg1 : i128, %c31, %c30) {name = "%276"} -> i32
    %277 = arith.trunci %276 {name = "%277", unsigned} : i32 to i8
    %alloc_34 = memref.alloc() {name = "place", unsigned} : memref<i8>
    affine.store %277, %alloc_34[] {to = "place"} : memref<i8>
    %278 = affine.load %alloc_33[] {from = "weight"} : memref<i8>
    %279 = affine.load %alloc_34[] {from = "place"} : memref<i8>
    %280 = arith.extui %279 {name = "%280"} : i8 to i66
    %281 = arith.addi %280, %c12_i66 {name = "%281"} : i66
    %282 = arith.index_cast %281 {name = "%282"} : i66 to index
    %283 = memref.load %arg3[%282] {from = "inputs"} : memref<16xi16, #map1>
    %284 = arith.extsi %278 {name = "%284"} : i8 to i24
    %285 = arith.extsi %283 {name = "%285"} : i16 to i24
    %286 = arith.muli %284, %285 {name = "%286"} : i24
    %287 = affine.load %alloc_18[] {from = "total"} : memref<i32>
    %288 = arith.extsi %287 {name = "%288"} : i32 to i33
    %289 = arith.extsi %286 {name = "%289"} : i24 to i33
    %290 = arith.addi %288, %289 {name = "%290"} : i33
    %291 = arith.trunci %290 {name = "%291"} : i33 to i32
    affine.store %291, %alloc_18[] {to = "total"} : memref<i32>
    %292 = affine.load %alloc_18[] {from = "total"} : memref<i32>
    %293 = affine.load %alloc_17[] {from = "scale"} : memref<i16>
    %294 = arith.extsi %292 {name = "%294"} : i32 to i48
    %295 = arith.extsi %293 {name = "%295"} : i16 to i48
    %296 = arith.muli %294, %295 {name = "%296"} : i48
    %297 = arith.extsi %296 {name = "%297"} : i48 to i64
    affine.store %297, %arg4[1] {to = "products"} : memref<2xi64, #map1>
    return
  }
  func.func @answer_of(%arg0: i64) -> i32 attributes {itypes = "s", otypes = "s"} {
    %c-2147483648_i64 = arith.constant {name = "%c-2147483648_i64"} -2147483648 : i64
    %c2147483647_i64 = arith.constant {name = "%c2147483647_i64"} 2147483647 : i64
    %c-2147483648_i32 = arith.constant {name = "%c-2147483648_i32"} -2147483648 : i32
    %c2147483647_i32 = arith.constant {name = "%c2147483647_i32"} 2147483647 : i32
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %alloc = memref.alloc() {name = "kept"} : memref<i32>
    affine.store %c0_i32, %alloc[] {to = "kept"} : memref<i32>
    %0 = arith.cmpi sgt, %arg0, %c2147483647_i64 {name = "%0"} : i64
    scf.if %0 {
      affine.store %c2147483647_i32, %alloc[] {to = "kept"} : memref<i32>
    } else {
      %2 = arith.cmpi slt, %arg0, %c-2147483648_i64 : i64
      scf.if %2 {
        affine.store %c-2147483648_i32, %alloc[] {to = "kept"} : memref<i32>
      } else {
        %3 = arith.trunci %arg0 : i64 to i32
        affine.store %3, %alloc[] {to = "kept"} : memref<i32>
      }
    }
    %1 = affine.load %alloc[] {from = "kept"} : memref<i32>
    return %1 : i32
  }
  func.func @engine_0(%arg0: memref<1xi64>, %arg1: memref<16xi64>, %arg2: memref<32xi64>, %arg3: !allo.stream<i128, 512>) attributes {df.kernel, itypes = "uuuu", otypes = "", stypes = "___i"} {
    %c16_i97 = arith.constant {name = "%c16_i97"} 16 : i97
    %c32768_i97 = arith.constant {name = "%c32768_i97"} 32768 : i97
    %c1_i33 = arith.constant {name = "%c1_i33"} 1 : i33
    %c32_i128 = arith.constant {name = "%c32_i128"} 32 : i128
    %c0_i33 = arith.constant {name = "%c0_i33"} 0 : i33
    %c0_i34 = arith.constant {name = "%c0_i34"} 0 : i34
    %c5_i34 = arith.constant {name = "%c5_i34"} 5 : i34
    %c1_i34 = arith.constant {name = "%c1_i34"} 1 : i34
    %c2_i33 = arith.constant {name = "%c2_i33"} 2 : i33
    %c95 = arith.constant {name = "%c95"} 95 : index
    %c64 = arith.constant {name = "%c64"} 64 : index
    %c48 = arith.constant {name = "%c48"} 48 : index
    %c47 = arith.constant {name = "%c47"} 47 : index
    %c16 = arith.constant {name = "%c16"} 16 : index
    %c15 = arith.constant {name = "%c15"} 15 : index
    %c63 = arith.constant {name = "%c63"} 63 : index
    %c32 = arith.constant {name = "%c32"} 32 : index
    %c31 = arith.constant {name = "%c31"} 31 : index
    %c0 = arith.constant {name = "%c0"} 0 : index
    %c0_i128 = arith.constant {name = "%c0_i128"} 0 : i128
    %c0_i16 = arith.constant {name = "%c0_i16"} 0 : i16
    %c0_i64 = arith.constant {name = "%c0_i64"} 0 : i64
    %c4_i32 = arith.constant {name = "%c4_i32"} 4 : i32
    %c1_i32 = arith.constant {name = "%c1_i32"} 1 : i32
    %c0_i32 = arith.constant {name = "%c0_i32"} 0 : i32
    %alloc = memref.alloc() {name = "activations"} : memref<8x16xi16, #map>
    %alloc_0 = memref.alloc() {name = "totals"} : memref<96x2xi64, #map>
    %alloc_1 = memref.alloc() {name = "answers"} : memref<32x2xi32, #map>
    %alloc_2 = memref.alloc() {name = "total"} : memref<2xi64, #map1>
    linalg.fill ins(%c0_i64 : i64) outs(%alloc_2 : memref<2xi64, #map1>)
    %alloc_3 = memref.alloc() {name = "products"} : memref<2xi64, #map1>
    linalg.fill ins(%c0_i64 : i64) outs(%alloc_3 : memref<2xi64, #map1>)
    %alloc_4 = memref.alloc() {name = "inputs"} : memref<16xi16, #map1>
    linalg.fill ins(%c0_i16 : i16) outs(%alloc_4 : memref<16xi16, #map1>)
    %alloc_5 = memref.alloc() {name = "scales", unsigned} : memref<i128>
    affine.store %c0_i128, %alloc_5[] {to = "scales"} : memref<i128>
    %alloc_6 = memref.alloc() {name = "codes", unsigned} : memref<i128>
    affine.store %c0_i128, %alloc_6[] {to = "codes"} : memref<i128>
    %alloc_7 = memref.alloc() {name = "parts"} : memref<1x2xi32, #map>
    affine.for %arg4 = 0 to 1 {
      %0 = affine.load %arg0[%arg4] {from = "portions", unsigned} : memref<1xi64>
      %alloc_8 = memref.alloc() {name = "given_shares", unsigned} : memref<i64>
      affine.store %0, %alloc_8[] {to = "given_shares"} : memref<i64>
      %1 = affine.load %alloc_8[] {from = "given_shares"} : memref<i64>
      %2 = allo.get_slice(%1 : i64, %c31, %c0) -> i32
      affine.store %2, %alloc_7[%arg4, 0] {to = "parts"} : memref<1x2xi32, #map>
      %3 = affine.load %alloc_8[] {from = "given_shares"} : memref<i64>
      %4 = allo.get_slice(%3 : i64, %c63, %c32) -> i32
      affine.store %4, %alloc_7[%arg4, 1] {to = "parts"} : memref<1x2xi32, #map>
    } {loop_name = "e", op_name = "S_e_0", pipeline_ii = 1 : ui32}
    affine.for %arg4 = 0 to 4 {
      affine.for %arg5 = 0 to 4 {
        %0 = affine.load %arg1[%arg4 * 4 + %arg5] {from = "token", unsigned} : memref<16xi64>
        %alloc_8 = memref.alloc() {name = "taken", unsigned} : memref<i64>
        affine.store %0, %alloc_8[] {to = "taken"} : memref<i64>
        %1 = affine.load %alloc_8[] {from = "taken"} : memref<i64>
        %2 = allo.get_slice(%1 : i64, %c15, %c0) -> i16
        affine.store %2, %alloc[%arg4, %arg5 * 4] {to = "activations"} : memref<8x16xi16, #map>
        %3 = affine.load %alloc_8[] {from = "taken"} : memref<i64>
        %4 = allo.get_slice(%3 : i64, %c31, %c16) -> i16
        affine.store %4, %alloc[%arg4, %arg5 * 4 + 1] {to = "activations"} : memref<8x16xi16, #map>
        %5 = affine.load %alloc_8[] {from = "taken"} : memref<i64>
        %6 = allo.get_slice(%5 : i64, %c47, %c32) -> i16
        affine.store %6, %alloc[%arg4, %arg5 * 4 + 2] {to = "activations"} : memref<8x16xi16, #map>
        %7 = affine.load %alloc_8[] {from = "taken"} : memref<i64>
        %8 = allo.get_slice(%7 : i64, %c63, %c48) -> i16
        affine.store %8, %alloc[%arg4, %arg5 * 4 + 3] {to = "activations"} : memref<8x16xi16, #map>
      } {loop_name = "i", pipeline_ii = 1 : ui32}
    } {loop_name = "g", op_name = "load"}
    affine.for %arg4 = 0 to 2 {
      %0 = allo.stream_get(%arg3, []) {unsigned} : !allo.stream<i128, 512> -> i128
      %alloc_8 = memref.alloc() {name = "header", unsigned} : memref<i128>
      affine.store %0, %alloc_8[] {to = "header"} : memref<i128>
      %1 = affine.load %alloc_8[] {from = "header"} : memref<i128>
      %2 = allo.get_slice(%1 : i128, %c31, %c0) -> i32
      %alloc_9 = memref.alloc() {name = "gate_multiplier"} : memref<i32>
      affine.store %2, %alloc_9[] {to = "gate_multiplier"} : memref<i32>
      %3 = affine.load %alloc_8[] {from = "header"} : memref<i128>
      %4 = allo.get_slice(%3 : i128, %c63, %c32) -> i32
      %alloc_10 = memref.alloc() {name = "up_multiplier"} : memref<i32>
      affine.store %4, %alloc_10[] {to = "up_multiplier"} : memref<i32>
      %5 = affine.load %alloc_8[] {from = "header"} : memref<i128>
      %6 = allo.get_slice(%5 : i128, %c95, %c64) -> i32
      %7 = arith.extui %6 : i32 to i64
      %alloc_11 = memref.alloc() {name = "down_multiplier"} : memref<i64>
      affine.store %7, %alloc_11[] {to = "down_multiplier"} : memref<i64>
      %alloc_12 = memref.alloc() {name = "first_group"} : memref<i32>
      affine.store %c0_i32, %alloc_12[] {to = "first_group"} : memref<i32>
      %alloc_13 = memref.alloc() {name = "groups"} : memref<i32>
      affine.store %c4_i32, %alloc_13[] {to = "groups"} : memref<i32>
      %alloc_14 = memref.alloc() {name = "group"} : memref<i32>
      affine.store %c0_i32, %alloc_14[] {to = "group"} : memref<i32>
      %alloc_15 = memref.alloc() {name = "block"} : memref<i32>
      affine.store %c0_i32, %alloc_15[] {to = "block"} : memref<i32>
      affine.for %arg5 = 0 to 3 {
        %17 = arith.index_cast %arg5 : index to i33
        %18 = arith.cmpi eq, %17, %c2_i33 : i33
        scf.if %18 {
          affine.for %arg6 = 0 to 64 {
            %alloc_17 = memref.alloc() {name = "gate_total"} : memref<i64>
            affine.store %c0_i64, %alloc_17[] {to = "gate_total"} : memref<i64>
            %alloc_18 = memref.alloc() {name = "up_total"} : memref<i64>
            affine.store %c0_i64, %alloc_18[] {to = "up_total"} : memref<i64>
            %19 = affine.load %alloc_0[%arg6, 0] : memref<96x2xi64, #map>
            %20 = affine.load %alloc_17[] {from = "gate_total"} : memref<i64>
            %21 = arith.extsi %20 : i64 to i65
            %22 = arith.extsi %19 : i64 to i65
            %23 = arith.addi %21, %22 : i65
            %24 = arith.trunci %23 : i65 to i64
            affine.store %24, %alloc_17[] {to = "gate_total"} : memref<i64>
            %25 = affine.load %alloc_0[%arg6, 1] : memref<96x2xi64, #map>
            %26 = affine.load %alloc_18[] {from = "up_total"} : memref<i64>
            %27 = arith.extsi %26 : i64 to i65
            %28 = arith.extsi %25 : i64 to i65
            %29 = arith.addi %27, %28 : i65
            %30 = arith.trunci %29 : i65 to i64
            affine.store %30, %alloc_18[] {to = "up_total"} : memref<i64>
            %31 = affine.load %alloc_17[] {from = "gate_total"} : memref<i64>
            %32 = affine.load %alloc_18[] {from = "up_total"} : memref<i64>
            %33 = affine.load %alloc_9[] {from = "gate_multiplier"} : memref<i32>
            %34 = affine.load %alloc_10[] {from = "up_multiplier"} : memref<i32>
            %35 = func.call @gated(%31, %32, %33, %34) : (i64, i64, i32, i32) -> i16
            %alloc_19 = memref.alloc() {name = "unit"} : memref<i16>
            affine.store %35, %alloc_19[] {to = "unit"} : memref<i16>
            %36 = affine.load %alloc_19[] {from = "unit"} : memref<i16>
            affine.store %36, %alloc[%arg6 floordiv 16 + 4, %arg6 mod 16] : memref<8x16xi16, #map>
          } {loop_name = "u", op_name = "activate", pipeline_ii = 1 : ui32}
          affine.store %c4_i32, %alloc_12[] {to = "first_group"} : memref<i32>
          affine.store %c4_i32, %alloc_13[] {to = "groups"} : memref<i32>
        }
        affine.for %arg6 = 0 to 32 {
          affine.for %arg7 = 0 to 6 {
            %19 = allo.stream_get(%arg3, []) {unsigned} : !allo.stream<i128, 512> -> i128
            %alloc_17 = memref.alloc() {name = "word", unsigned} : memref<i128>
            affine.store %19, %alloc_17[] {to = "word"} : memref<i128>
            %alloc_18 = memref.alloc() {name = "of_places"} : memref<i32>
            affine.store %c0_i32, %alloc_18[] {to = "of_places"} : memref<i32>
            %20 = arith.index_cast %arg7 : index to i34
            %21 = arith.subi %20, %c1_i34 : i34
            %22 = arith.remsi %21, %c5_i34 : i34
            %23 = arith.cmpi eq, %22, %c0_i34 : i34
            scf.if %23 {
              affine.store %c1_i32, %alloc_18[] {to = "of_places"} : memref<i32>
            }
            %24 = arith.index_cast %arg7 : index to i33
            %25 = arith.cmpi eq, %24, %c0_i33 : i33
            scf.if %25 {
              %26 = affine.load %alloc_17[] {from = "word"} : memref<i128>
              affine.store %26, %alloc_5[] {to = "scales"} : memref<i128>
            } else {
              %26 = affine.load %alloc_18[] {from = "of_places"} : memref<i32>
              %27 = arith.cmpi eq, %26, %c1_i32 : i32
              scf.if %27 {
                %28 = affine.load %alloc_17[] {from = "word"} : memref<i128>
                affine.store %28, %alloc_6[] {to = "codes"} : memref<i128>
              } else {
                affine.for %arg8 = 0 to 16 {
                  %42 = affine.load %alloc_12[] {from = "first_group"} : memref<i32>
                  %43 = affine.load %alloc_14[] {from = "group"} : memref<i32>
                  %44 = arith.extsi %42 : i32 to i33
                  %45 = arith.extsi %43 : i32 to i33
                  %46 = arith.addi %44, %45 : i33
                  %47 = arith.index_cast %46 : i33 to index
                  %48 = memref.load %alloc[%47, %arg8] {from = "activations"} : memref<8x16xi16, #map>
                  affine.store %48, %alloc_4[%arg8] {to = "inputs"} : memref<16xi16, #map1>
                } {loop_name = "m", op_name = "S_m_3"}
                %28 = affine.load %alloc_17[] {from = "word"} : memref<i128>
                %29 = affine.load %alloc_6[] {from = "codes"} : memref<i128>
                %30 = affine.load %alloc_5[] {from = "scales"} : memref<i128>
                func.call @scaled_groups(%28, %29, %30, %alloc_4, %alloc_3) : (i128, i128, i128, memref<16xi16, #map1>, memref<2xi64, #map1>) -> ()
                affine.for %arg8 = 0 to 2 {
                  %42 = affine.load %alloc_14[] {from = "group"} : memref<i32>
                  %43 = arith.cmpi eq, %42, %c0_i32 : i32
                  %44 = affine.load %alloc_3[%arg8] {from = "products"} : memref<2xi64, #map1>
                  %45 = affine.load %alloc_2[%arg8] {from = "total"} : memref<2xi64, #map1>
                  %46 = arith.extsi %45 : i64 to i65
                  %47 = arith.extsi %44 : i64 to i65
                  %48 = arith.addi %46, %47 : i65
                  %49 = arith.select %43, %47, %48 : i65
                  %50 = arith.trunci %49 : i65 to i64
                  affine.store %50, %alloc_2[%arg8] {to = "total"} : memref<2xi64, #map1>
                  %51 = affine.load %alloc_2[%arg8] {from = "total"} : memref<2xi64, #map1>
                  %52 = affine.load %alloc_15[] {from = "block"} : memref<i32>
                  %53 = arith.index_cast %52 : i32 to index
                  memref.store %51, %alloc_0[%53, %arg8] {to = "totals"} : memref<96x2xi64, #map>
                } {loop_name = "r", op_name = "S_r_4"}
                %31 = affine.load %alloc_5[] {from = "scales"} : memref<i128>
                %32 = arith.shrui %31, %c32_i128 {unsigned} : i128
                affine.store %32, %alloc_5[] {to = "scales"} : memref<i128>
                %33 = affine.load %alloc_6[] {from = "codes"} : memref<i128>
                %34 = arith.shrui %33, %c32_i128 {unsigned} : i128
                affine.store %34, %alloc_6[] {to = "codes"} : memref<i128>
                %35 = affine.load %alloc_14[] {from = "group"} : memref<i32>
                %36 = arith.extsi %35 : i32 to i33
                %37 = arith.addi %36, %c1_i33 : i33
                %38 = arith.trunci %37 : i33 to i32
                affine.store %38, %alloc_14[] {to = "group"} : memref<i32>
                %39 = affine.load %alloc_14[] {from = "group"} : memref<i32>
                %40 = affine.load %alloc_13[] {from = "groups"} : memref<i32>
                %41 = arith.cmpi eq, %39, %40 : i32
                scf.if %41 {
                  affine.store %c0_i32, %alloc_14[] {to = "group"} : memref<i32>
                  %42 = affine.load %alloc_15[] {from = "block"} : memref<i32>
                  %43 = arith.extsi %42 : i32 to i33
                  %44 = arith.addi %43, %c1_i33 : i33
                  %45 = arith.trunci %44 : i33 to i32
                  affine.store %45, %alloc_15[] {to = "block"} : memref<i32>
                }
              }
            }
          } {loop_name = "j", pipeline_ii = 1 : ui32}
        } {loop_name = "b", op_name = "multiply"}
      } {loop_name = "part", op_name = "S_part_2"}
      %8 = affine.load %alloc_11[] {from = "down_multiplier"} : memref<i64>
      %9 = affine.load %alloc_7[0, %arg4] : memref<1x2xi32, #map>
      %10 = arith.extsi %8 : i64 to i96
      %11 = arith.extsi %9 : i32 to i96
      %12 = arith.muli %10, %11 : i96
      %13 = arith.extsi %12 : i96 to i97
      %14 = arith.addi %13, %c32768_i97 : i97
      %15 = arith.shrsi %14, %c16_i97 : i97
      %16 = arith.trunci %15 : i97 to i32
      %alloc_16 = memref.alloc() {name = "weight"} : memref<i32>
      affine.store %16, %alloc_16[] {to = "weight"} : memref<i32>
      affine.for %arg5 = 0 to 32 {
        affine.for %arg6 = 0 to 1 {
          affine.for %arg7 = 0 to 2 {
            %17 = affine.load %alloc_0[%arg5 + 64, %arg6 * 2 + %arg7] {from = "totals"} : memref<96x2xi64, #map>
            %18 = affine.load %alloc_16[] {from = "weight"} : memref<i32>
            %19 = func.call @rescaled(%17, %18) : (i64, i32) -> i64
            %20 = func.call @answer_of(%19) : (i64) -> i32
            %21 = arith.extsi %20 : i32 to i64
            %alloc_17 = memref.alloc() {name = "answer"} : memref<i64>
            affine.store %21, %alloc_17[] {to = "answer"} : memref<i64>
            %alloc_18 = memref.alloc() {name = "before"} : memref<i64>
            affine.store %c0_i64, %alloc_18[] {to = "before"} : memref<i64>
            %22 = arith.index_cast %arg4 : index to i33
            %23 = arith.cmpi sgt, %22, %c0_i33 : i33
            scf.if %23 {
              %32 = affine.load %alloc_1[%arg5 + %arg6, %arg7] {from = "answers"} : memref<32x2xi32, #map>
              %33 = arith.extsi %32 : i32 to i64
              affine.store %33, %alloc_18[] {to = "before"} : memref<i64>
            }
            %24 = affine.load %alloc_18[] {from = "before"} : memref<i64>
            %25 = affine.load %alloc_17[] {from = "answer"} : memref<i64>
            %26 = arith.extsi %24 : i64 to i65
            %27 = arith.extsi %25 : i64 to i65
            %28 = arith.addi %26, %27 : i65
            %29 = arith.trunci %28 : i65 to i64
            %alloc_19 = memref.alloc() {name = "sum_of_both"} : memref<i64>
            affine.store %29, %alloc_19[] {to = "sum_of_both"} : memref<i64>
            %30 = affine.load %alloc_19[] {from = "sum_of_both"} : memref<i64>
            %31 = func.call @answer_of(%30) : (i64) -> i32
            affine.store %31, %alloc_1[%arg5 + %arg6, %arg7] {to = "answers"} : memref<32x2xi32, #map>
          } {loop_name = "r"}
        } {loop_name = "h", pipeline_ii = 1 : ui32}
      } {loop_name = "d", op_name = "add"}
    } {loop_name = "k", op_name = "S_k_2"}
    affine.for %arg4 = 0 to 32 {
      %alloc_8 = memref.alloc() {name = "given", unsigned} : memref<i64>
      affine.store %c0_i64, %alloc_8[] {to = "given"} : memref<i64>
      %0 = affine.load %alloc_1[%arg4, 0] {from = "answers"} : memref<32x2xi32, #map>
      %1 = affine.load %alloc_8[] {from = "given"} : memref<i64>
      %2 = allo.set_slice(%1 : i64, %c31, %c0, %0 : i32) -> i64
      affine.store %2, %alloc_8[] {to = "given"} : memref<i64>
      %3 = affine.load %alloc_1[%arg4, 1] {from = "answers"} : memref<32x2xi32, #map>
      %4 = affine.load %alloc_8[] {from = "given"} : memref<i64>
      %5 = allo.set_slice(%4 : i64, %c63, %c32, %3 : i32) -> i64
      affine.store %5, %alloc_8[] {to = "given"} : memref<i64>
      %6 = affine.load %alloc_8[] {from = "given"} : memref<i64>
      affine.store %6, %arg2[%arg4] {to = "output"} : memref<32xi64>
    } {loop_name = "t", op_name = "store", pipeline_ii = 1 : ui32}
    return
  }
  func.func @gated_experts(%arg0: memref<1xi128>, %arg1: memref<1xi64>, %arg2: memref<16xi64>, %arg3: memref<4616xi128>, %arg4: memref<32xi64>) attributes {dataflow, itypes = "uuuuu"} {
    %0 = allo.stream_construct() {name = "fetched", unsigned} : !allo.stream<i128, 512>
    call @fetch_0(%arg0, %arg3, %0) : (memref<1xi128>, memref<4616xi128>, !allo.stream<i128, 512>) -> ()
    call @engine_0(%arg1, %arg2, %arg4, %0) {last} : (memref<1xi64>, memref<16xi64>, memref<32xi64>, !allo.stream<i128, 512>) -> ()
    return
  }
}
