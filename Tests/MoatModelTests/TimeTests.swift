import MoatModel
import Testing

@Suite struct `days and times` {
  @Test(arguments: [
    ("1970-01-01", 0), ("2000-02-29", 11_016), ("2026-11-21", 20_778), ("1969-12-31", -1),
    ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
  ])
  func `count from the epoch and back`(text: String, days: Int) throws {
    let day = try #require(Day(text))
    #expect(day.daysSinceEpoch == days)
    #expect(Day(daysSinceEpoch: days).description == text)
  }

  @Test(arguments: [
    "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "+026-01-01", "", "2026-01-01x",
  ])
  func `refuse what is not a day`(text: String) {
    #expect(Day(text) == nil)
  }

  @Test(arguments: [
    ("2026-11-21T07:00:00Z", "2026-11-21T07:00:00Z"),
    ("2026-11-21T07:00:00.123+02:00", "2026-11-21T05:00:00Z"),
    ("2026-11-21", "2026-11-21T00:00:00Z"), ("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"),
  ])
  func `read RFC 3339`(text: String, expected: String) throws {
    #expect(try #require(Timestamp(text)).description == expected)
  }

  @Test(arguments: [
    (Int.min, "T08:29:52Z"), (-1, "T23:59:59Z"), (Int.max, "T15:30:07Z"),
  ])
  func `describe any moment`(seconds: Int, time: String) {
    #expect(Timestamp(secondsSinceEpoch: seconds).description.hasSuffix(time))
  }

  @Test(arguments: ["2026-11-21T07:00:00", "2026-11-21T25:00:00Z", "2026-11-21T07:00Z", "now"])
  func `refuse other times`(text: String) {
    #expect(Timestamp(text) == nil)
  }
}

@Suite struct `a digest` {
  @Test(arguments: ["+f", "AB", "é", "0x"])
  func `refuses`(pair: String) {
    #expect(throws: SHA256Digest.Malformed.self) {
      try SHA256Digest(parsing: String(repeating: pair, count: 32))
    }
  }

  @Test func `accepts 64 lowercase hex digits`() throws {
    let text = String(repeating: "0a", count: 32)
    #expect(try SHA256Digest(parsing: text).hex == text)
  }
}

@Suite struct `a line index` {
  @Test func `counts lines and Unicode scalars from one`() {
    let index = LineIndex(Array("a\r\nbé=x\n".utf8))
    #expect(index.position(at: 0) == LineIndex.Position(line: 1, column: 1))
    #expect(index.position(at: 6) == LineIndex.Position(line: 2, column: 3))
    #expect(index.position(at: 999) == LineIndex.Position(line: 3, column: 1))
    #expect(index.text(ofLine: 1) == "a")
    #expect(index.text(ofLine: 2) == "bé=x")
    #expect(index.text(ofLine: 4) == nil)
  }
}
