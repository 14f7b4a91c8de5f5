import MoatAdvisories
import Testing

@Suite struct `CVSS vectors` {
  // Scores from the calculators of first.org and the examples of the specifications.
  @Test(arguments: [
    ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 98, CVSSRating.critical),
    ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 100, .critical),
    ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", 75, .high),
    ("CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 61, .medium),
    ("CVSS:3.1/AV:L/AC:H/PR:L/UI:N/S:U/C:L/I:N/A:N", 25, .low),
    ("CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:N", 0, .none),
    ("CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 64, .medium),
    ("CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H/E:P/RL:O", 78, .high),
    ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H", 100, .critical),
    ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N", 0, .none),
    ("CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N", 82, .high),
  ])
  func `score`(vector: String, tenths: Int, rating: CVSSRating) throws {
    let it = try CVSSVector(parsing: vector)
    #expect(it.tenths == tenths)
    #expect(it.rating == rating)
  }

  // Drawn from 34,141 vectors on which this agrees with Red Hat's `cvss` 3.6 for Python: every base
  // vector of 3.0 and 3.1, 30,000 random ones of 4.0, and all of the public advisory database.
  @Test(arguments: [
    (
      "CVSS:4.0/AV:L/AC:H/AT:N/PR:H/UI:N/VC:N/VI:N/VA:N/SC:L/SI:L/SA:H/IR:H"
        + "/MAC:L/MAT:X/MUI:A/MVC:N/MSA:H",
      44
    ),
    (
      "CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:N/VI:L/VA:L/SC:H/SI:L/SA:L/E:U"
        + "/AR:X/MVC:H/MVA:L/MSC:N/MSI:X",
      51
    ),
    (
      "CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:A/VC:H/VI:L/VA:H/SC:N/SI:H/SA:H/E:P"
        + "/CR:M/AR:M/MAC:H/MSA:L",
      50
    ),
    (
      "CVSS:4.0/AV:A/AC:L/AT:N/PR:H/UI:P/VC:N/VI:L/VA:L/SC:N/SI:L/SA:L/AR:X"
        + "/MAV:A/MPR:X/MUI:N/MVC:X/MVI:H/MVA:N/MSC:L/MSI:N/MSA:H",
      82
    ),
    (
      "CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:P/VC:L/VI:H/VA:N/SC:L/SI:H/SA:L/IR:X"
        + "/AR:X/MVC:N/MVI:N",
      44
    ),
    (
      "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:A/VC:L/VI:N/VA:N/SC:L/SI:N/SA:L/CR:M"
        + "/MAV:X/MAT:X/MPR:L/MVC:N/MSC:X/MSA:L",
      48
    ),
    (
      "CVSS:4.0/AV:N/AC:H/AT:N/PR:L/UI:A/VC:N/VI:L/VA:L/SC:H/SI:L/SA:H/CR:H"
        + "/IR:M/MAV:A/MAC:H/MAT:P/MPR:X/MVC:N/MVA:L",
      23
    ),
    (
      "CVSS:4.0/AV:N/AC:L/AT:P/PR:H/UI:N/VC:H/VI:L/VA:N/SC:L/SI:H/SA:N/E:P"
        + "/CR:L/IR:M/MAV:L/MAC:H/MPR:X/MVI:L/MSC:X/MSI:X/MSA:N",
      43
    ),
    ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:L/VA:H/SC:H/SI:L/SA:L", 85),
    ("CVSS:4.0/AV:A/AC:H/AT:P/PR:H/UI:N/VC:N/VI:N/VA:L/SC:L/SI:H/SA:H", 50),
    ("CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:A/VC:L/VI:L/VA:L/SC:N/SI:L/SA:L", 20),
    ("CVSS:4.0/AV:A/AC:H/AT:N/PR:H/UI:P/VC:H/VI:H/VA:L/SC:N/SI:N/SA:N", 53),
    ("CVSS:4.0/AV:P/AC:L/AT:P/PR:N/UI:A/VC:L/VI:N/VA:H/SC:N/SI:H/SA:H", 58),
    ("CVSS:4.0/AV:N/AC:H/AT:N/PR:N/UI:N/VC:L/VI:N/VA:H/SC:N/SI:H/SA:L", 90),
    ("CVSS:4.0/AV:L/AC:H/AT:N/PR:N/UI:P/VC:H/VI:H/VA:N/SC:H/SI:H/SA:H", 87),
    ("CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:A/VC:H/VI:H/VA:N/SC:N/SI:L/SA:N", 84),
    ("CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:N", 81),
    ("CVSS:3.0/AV:N/AC:H/PR:N/UI:R/S:C/C:H/I:L/A:L", 75),
    ("CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:C/C:N/I:H/A:H", 82),
    ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:L/A:H", 100),
    ("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:N/I:H/A:N", 74),
    ("CVSS:3.1/AV:N/AC:H/PR:H/UI:N/S:C/C:L/I:L/A:N", 44),
    ("CVSS:3.1/AV:L/AC:H/PR:H/UI:N/S:C/C:L/I:L/A:L", 50),
    ("CVSS:3.0/AV:L/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:H", 77),
  ])
  func `agrees with another calculator`(vector: String, tenths: Int) throws {
    #expect(try CVSSVector(parsing: vector).tenths == tenths)
  }

  @Test(arguments: [
    ("", CVSSVector.Malformed.unknownVersion), ("CVSS:2.0/AV:N", .unknownVersion),
    ("AV:N/AC:L/Au:N/C:P/I:P/A:P", .unknownVersion), ("CVSS:3.1", .unusable("S")),
    ("CVSS:3.1/AV", .notAMetric("AV")), ("CVSS:3.1/AV:N/AV:N", .duplicate("AV")),
    ("CVSS:3.1/AV:Q/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", .unusable("AV")),
    ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:S/SI:H/SA:H/", .notAMetric("")),
    ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:-/SI:H/SA:H", .unusable("SC")),
    ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:S/SA:H", .unusable("SI")),
    ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/MSC:S", .unusable("MSC")),
  ])
  func `refuses`(vector: String, error: CVSSVector.Malformed) {
    #expect(throws: error) { try CVSSVector(parsing: vector) }
  }
}
