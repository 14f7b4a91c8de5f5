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

  @Test(arguments: [
    ("", CVSSVector.Malformed.unknownVersion), ("CVSS:2.0/AV:N", .unknownVersion),
    ("AV:N/AC:L/Au:N/C:P/I:P/A:P", .unknownVersion), ("CVSS:3.1", .unusable("S")),
    ("CVSS:3.1/AV", .notAMetric("AV")), ("CVSS:3.1/AV:N/AV:N", .duplicate("AV")),
    ("CVSS:3.1/AV:Q/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", .unusable("AV")),
    ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:S/SI:H/SA:H/", .notAMetric("")),
  ])
  func `refuses`(vector: String, error: CVSSVector.Malformed) {
    #expect(throws: error) { try CVSSVector(parsing: vector) }
  }
}
