import MoatModel
import MoatTestSupport
import MoatVetting
import Testing

@Suite(.computes) struct `Accepted reviews` {
  private static func review(_ crate: String, _ from: Int? = nil, to: Int = 10) -> AcceptedReview {
    AcceptedReview(
      crate: crate, from: from.map(Sample.version), to: Sample.version(to), reviewers: ["Ann"])
  }

  private static func options(
    _ reviews: [AcceptedReview], _ criteria: [String] = ["safe-to-deploy"]
  ) throws -> ResolverOptions {
    var options = ResolverOptions()
    options.reviews = reviews
    options.reviewCriteria = CriteriaTable.builtIn.set(criteria)
    return options
  }

  /// `x` without an audit of version 10.
  private static var lacking: VetStore {
    var store = Sample.audited
    store.audits.audits["x"] = nil
    return store
  }

  @Test func `vouch as audits do, and are named as what a package rests on`() throws {
    #expect(try Sample.report(Self.lacking).conclusion == .missingAudits)
    let report = try Sample.report(Self.lacking, Self.options([Self.review("x")]))
    #expect(report.conclusion == .success)
    #expect(report.restingOnReviews.map(\.place) == [Sample.x])
    #expect(report.restingOnReviews.map(\.reviews) == [[0]])
    #expect(report.reviewers([0], of: Sample.x) == ["Ann"])
    let explained = try Sample.resolver(Self.lacking, Self.options([Self.review("x")]))
      .explain(crate: "x", version: Sample.version(10), criterion: "safe-to-deploy")
    #expect(explained.lines.last == "1) [crev] full review of 10.0.0 by Ann")
  }

  @Test func `of a change need a base that something vouches for`() throws {
    var store = Self.lacking
    let delta = try Self.options([Self.review("x", 9)])
    #expect(try Sample.report(store, delta).conclusion == .missingAudits)
    store.audits.audits["x"] = [Sample.audit(9)]
    #expect(try Sample.report(store, delta).conclusion == .success)
    let both = try Self.options([Self.review("x", 9), Self.review("x", to: 9)])
    #expect(try Sample.report(Self.lacking, both).conclusion == .success)
    // And an audit of a change may start from a review.
    store.audits.audits["x"] = [
      AuditEntry(
        criteria: ["safe-to-deploy"],
        kind: .delta(from: Sample.version(9), to: Sample.version(10)))
    ]
    let report = try Sample.report(store, Self.options([Self.review("x", to: 9)]))
    #expect(report.conclusion == .success && report.restingOnReviews.count == 1)
  }

  @Test func `certify no more than the policy says`() throws {
    let reviews = [Self.review("x")]
    #expect(
      try Sample.report(Self.lacking, Self.options(reviews, ["safe-to-run"])).conclusion
        == .missingAudits)
    #expect(
      try Sample.report(Self.lacking, Self.options(reviews, [])).conclusion == .missingAudits)
  }

  @Test func `come after all that the store has`() throws {
    var store = Self.lacking
    store.configuration.exemptions["x"] = [
      Exemption(version: Sample.version(10), criteria: ["safe-to-deploy"], suggest: true)
    ]
    let report = try Sample.report(store, Self.options([Self.review("x")]))
    #expect(report.restingOnReviews.isEmpty && report.standings[Sample.x] == .exempted)
  }

  @Test func `do not outweigh a violation`() throws {
    var store = Self.lacking
    store.audits.audits["x"] = [try Sample.violation("=10", "safe-to-deploy")]
    let report = try Sample.report(store, Self.options([Self.review("x")]))
    #expect(report.conclusion == .missingAudits, "and no violation: nothing is contradicted")
    store.audits.audits["x"] = [try Sample.violation("=9", "safe-to-deploy")]
    #expect(
      try Sample.report(store, Self.options([Self.review("x")])).conclusion == .success)
  }

  @Test func `are never written into a store`() throws {
    let resolver = try Sample.resolver(Self.lacking, Self.options([Self.review("x")]))
    let updated = StoreUpdate.updated(resolver, mode: .prune)
    #expect(updated.audits == Self.lacking.audits)
    #expect(updated.imports == Self.lacking.imports)
    #expect(updated.configuration.exemptions.isEmpty)
  }

  // MARK: for every store

  private static func failures(_ report: VetReport) -> Set<String> {
    Set(
      report.failures.flatMap { place, missing in missing.indices.map { "\(place) \($0)" } }
        + report.violations.map { "\($0.place) violation" })
  }

  @Test func `never make a passing check fail, and pass no more with fewer criteria`() throws {
    var healed = 0
    var narrowed = 0
    for seed in UInt64(0)..<400 {
      var maker = RandomVetting(seed: seed)
      let nodes = maker.nodes()
      var store = maker.store()
      if maker.chance(40) { store.audits.audits["p", default: []].append(try maker.violation()) }
      let table = try CriteriaTable(store.audits.criteria)
      var options = ResolverOptions()
      options.reviewCriteria = table.set(maker.names())
      func report() throws -> VetReport {
        try Sample.resolver(store, options, nodes: nodes).resolve()
      }
      let without = Self.failures(try report())
      var before = without
      for _ in 0..<6 {
        options.reviews.append(
          AcceptedReview(
            crate: maker.element(RandomVetting.crates),
            from: maker.chance(50) ? nil : maker.version(), to: maker.version(),
            reviewers: ["Ann"]))
        let after = Self.failures(try report())
        #expect(after.isSubset(of: before), "seed \(seed)")
        before = after
      }
      if before.count < without.count { healed += 1 }
      // What rests on reviews fails without them, and nothing else does.
      let resting = try report().restingOnReviews.map(\.place)
      let plain = try Sample.resolver(store, ResolverOptions(), nodes: nodes).resolve()
      for place in resting {
        if case .missing = plain.standings[place] { continue }
        Issue.record("seed \(seed): \(place) does not rest on reviews")
      }
      let all = options.reviewCriteria
      options.reviewCriteria = all.intersection(table.set(maker.names()))
      let narrow = Self.failures(try report())
      #expect(before.isSubset(of: narrow), "seed \(seed)")
      if narrow.count > before.count { narrowed += 1 }
    }
    #expect(healed > 40 && narrowed > 20, "reviews decided too little: \(healed), \(narrowed)")
  }
}
