import MoatModel
import MoatVetting
import Testing

@Suite struct `Lists that others publish` {
  private static func peer(_ name: String, _ audits: [String: [AuditEntry]]) -> SuggestionFacts.Peer
  {
    var file = AuditsFile()
    file.audits = audits
    return SuggestionFacts.Peer(name: name, urls: ["https://example.org/\(name)"], audits: file)
  }

  /// What would help where nothing is vetted; versions are as long as their major version.
  private static func offers(
    _ peers: [SuggestionFacts.Peer], hasSizes: Bool = true
  ) throws -> [PeerOffer] {
    let resolver = try Sample.resolver(VetStore())
    let suggester = Suggester(
      resolver.resolve(), resolver: resolver, facts: SuggestionFacts(peers: peers))
    return suggester.suggestions { task in
      guard hasSizes else { return nil }
      let lines = Int(task.to.semver.major) - Int(task.from?.semver.major ?? 0)
      return DiffSize(insertions: lines, deletions: 0, filesChanged: 1)
    }.peers
  }

  @Test func `are offered by what they save, each beyond those before it`() throws {
    let offers = try Self.offers([
      Self.peer("same", ["x": [Sample.audit(10)]]),
      Self.peer("more", ["x": [Sample.audit(10)], "y": [Sample.audit(7)]]),
      Self.peer("rest", ["y": [Sample.audit(10)]]),
      Self.peer("other", ["z": [Sample.audit(10)]]),
    ])
    #expect(offers.map(\.name) == ["more", "rest"])
    #expect(offers[0].covered == ["x"])
    #expect(offers[0].shortened == ["y"])
    #expect(offers[0].linesLess == 17)
    #expect(offers[1].covered == ["y"])
    #expect(offers[1].linesLess == 3)
    #expect(offers[1].urls == ["https://example.org/rest"])
  }

  @Test func `are offered for what they cover where sizes are not known`() throws {
    let offers = try Self.offers(
      [
        Self.peer("part", ["x": [Sample.audit(9)]]),
        Self.peer("whole", ["x": [Sample.audit(10)]]),
      ], hasSizes: false)
    #expect(offers.map(\.name) == ["whole"])
    #expect(offers[0].covered == ["x"])
    #expect(offers[0].linesLess == 0)
  }

  @Test func `are not offered where they contradict the store, and say so`() throws {
    let peer = Self.peer("no", ["x": [Sample.audit(10), try Sample.violation("10")]])
    #expect(try Self.offers([peer]).isEmpty)
    let graph = VetGraph(nodes: Sample.nodes, policies: [:])
    #expect(peer.objections(to: graph).map(\.crate) == ["x"])
    let other = Self.peer("other", ["x": [try Sample.violation("<10")]])
    #expect(other.objections(to: graph).isEmpty)
  }
}
