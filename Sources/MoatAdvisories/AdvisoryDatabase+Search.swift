package import MoatModel

extension AdvisoryDatabase {
  /// The advisories about a crate, withdrawn ones included, by id.
  ///
  /// Names match exactly, as RustSec matches them, but for malicious crates, whose names crates.io
  /// keeps anyone from taking in another spelling: there `-` and `_`, and case, count as equal.
  package func advisories(
    for name: String, in collection: Advisory.Collection = .crates
  ) throws(AdvisoryCacheError) -> [Advisory] {
    var result: [Advisory] = []
    for index in try records(named: name, in: collection) {
      let advisory = try record(at: index).advisory
      if advisory.package == name || advisory.isMalicious { result.append(advisory) }
    }
    return result
  }

  /// The advisories that hold and affect one version of a crate, by id.
  package func advisories(
    affecting name: String, _ version: Version, in collection: Advisory.Collection = .crates
  ) throws(AdvisoryCacheError) -> [Advisory] {
    try advisories(for: name, in: collection)
      .filter { $0.withdrawn == nil && $0.affected.affects(version) }
  }

  /// The advisories with an id or alias (`RUSTSEC-…`, `CVE-…`, `GHSA-…`), compared without case.
  package func advisories(withID id: String) throws(AdvisoryCacheError) -> [Advisory] {
    let wanted = Array(id.utf8.map(CacheFormat.lowercase))
    if let index = try record(withID: wanted) { return [try record(at: index).advisory] }
    return try all().filter { advisory in
      advisory.aliases.contains { $0.utf8.map(CacheFormat.lowercase) == wanted }
    }
  }

  /// The advisories whose crate, id, alias, title, keywords or long text contain every word of
  /// `text`, compared without ASCII case; none for a text without words.
  package func search(_ text: String) throws(AdvisoryCacheError) -> [Advisory] {
    let words = text.split(whereSeparator: \.isWhitespace)
      .map { $0.utf8.map(CacheFormat.lowercase) }
    guard !words.isEmpty else { return [] }
    var result: [Advisory] = []
    for index in 0..<count {
      let record = try record(at: index)
      let advisory = record.advisory
      let head =
        [advisory.id, advisory.package, advisory.title] + advisory.aliases + advisory.keywords
      var haystack = head.joined(separator: "\n").utf8.map(CacheFormat.lowercase)
      var body = CacheReader(bytes, at: record.descriptionOffset)
      haystack.append(UInt8(ascii: "\n"))
      haystack.append(contentsOf: try body.run().lazy.map(CacheFormat.lowercase))
      if words.allSatisfy({ Self.contains($0, in: haystack) }) { result.append(advisory) }
    }
    return result
  }

  /// The Markdown after the title; empty for an advisory of another database.
  package func description(of advisory: Advisory) throws(AdvisoryCacheError) -> String {
    for index in try records(named: advisory.package, in: advisory.collection) {
      let record = try record(at: index)
      guard record.advisory == advisory else { continue }
      var reader = CacheReader(bytes, at: record.descriptionOffset)
      return try reader.string()
    }
    return ""
  }

  /// Every advisory, by collection, crate and id.
  package func all() throws(AdvisoryCacheError) -> [Advisory] {
    var result: [Advisory] = []
    result.reserveCapacity(count)
    for index in 0..<count { result.append(try record(at: index).advisory) }
    return result
  }

  private static func contains(_ needle: [UInt8], in haystack: [UInt8]) -> Bool {
    guard let first = needle.first, haystack.count >= needle.count else { return needle.isEmpty }
    var start = 0
    while let place = haystack[start...(haystack.count - needle.count)].firstIndex(of: first) {
      if haystack[place..<place + needle.count].elementsEqual(needle) { return true }
      start = place + 1
      if start > haystack.count - needle.count { return false }
    }
    return false
  }
}
