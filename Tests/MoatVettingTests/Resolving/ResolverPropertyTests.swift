import MoatModel
import MoatTestSupport
import MoatVetting
import Testing

/// What must hold for every store.
@Suite(.computes) struct `Every verdict` {
  private static let seeds: Range<UInt64> = 0..<400

  private static func resolver(_ store: VetStore, _ nodes: [VetNode]) throws -> VetResolver {
    VetResolver(
      store: store, graph: VetGraph(nodes: nodes, policies: store.configuration.policies),
      criteria: try CriteriaTable(store.audits.criteria))
  }

  /// The packages that lack audits, with what each lacks.
  private static func failures(_ report: VetReport) -> Set<String> {
    Set(
      report.failures.flatMap { place, missing in
        missing.indices.map { "\(place) \(report.graph.packages[place].label) \($0)" }
      })
  }

  @Test func `gains nothing to fail by from more evidence`() throws {
    var healed = 0
    for seed in Self.seeds {
      var maker = RandomVetting(seed: seed)
      let nodes = maker.nodes()
      var store = maker.store()
      let before = Self.failures(try Self.resolver(store, nodes).resolve())
      for _ in 0..<3 { maker.addEvidence(to: &store) }
      let after = Self.failures(try Self.resolver(store, nodes).resolve())
      #expect(after.isSubset(of: before), "seed \(seed)")
      if after.count < before.count { healed += 1 }
    }
    #expect(healed > 20, "the entries that were added helped nowhere")
  }

  @Test func `demands no less by a stricter criterion`() throws {
    var passes = 0
    for seed in Self.seeds {
      var maker = RandomVetting(seed: seed)
      let nodes = maker.nodes()
      var store = maker.store()
      let table = try CriteriaTable(store.audits.criteria)
      for criterion in RandomVetting.criteria {
        store.configuration.policies[PolicyKey("root")] = CratePolicy(criteria: [criterion])
        let strict = try Self.resolver(store, nodes).resolve()
        if strict.conclusion == .success { passes += 1 }
        for implied in table.set([criterion]).indices {
          store.configuration.policies[PolicyKey("root")] = CratePolicy(
            criteria: [table.names[implied]])
          let mild = try Self.resolver(store, nodes).resolve()
          #expect(Self.failures(mild).isSubset(of: Self.failures(strict)), "seed \(seed)")
        }
      }
    }
    #expect(passes > 10, "no store passed")
  }

  @Test func `is the same in any order of the input`() throws {
    for seed in Self.seeds {
      var maker = RandomVetting(seed: seed)
      let nodes = maker.nodes()
      var store = maker.store()
      if maker.chance(30) {
        store.audits.audits["p", default: []].append(try maker.violation())
      }
      let report = try Self.resolver(store, nodes).resolve()
      let order = nodes.indices.shuffled(using: &maker.random)
      var places = [Int](repeating: 0, count: nodes.count)
      for (new, old) in order.enumerated() { places[old] = new }
      let shuffled = order.map { old in
        var node = nodes[old]
        node.dependencies = node.dependencies.shuffled(using: &maker.random).map {
          VetNode.Dependency(node: places[$0.node], kinds: $0.kinds)
        }
        return node
      }
      #expect(try Self.resolver(store, shuffled).resolve().json() == report.json(), "seed \(seed)")

      store.audits.audits = store.audits.audits.mapValues { $0.shuffled(using: &maker.random) }
      store.imports.publishers = store.imports.publishers.mapValues {
        $0.shuffled(using: &maker.random)
      }
      store.configuration.exemptions = store.configuration.exemptions.mapValues {
        $0.shuffled(using: &maker.random)
      }
      let other = try Self.resolver(store, nodes).resolve()
      #expect(other.conclusion == report.conclusion, "seed \(seed)")
      #expect(Self.failures(other) == Self.failures(report), "seed \(seed)")
      #expect(other.fully == report.fully, "seed \(seed)")
    }
  }

  @Test func `agrees with a plain search`() throws {
    var decided = Set<Bool>()
    for seed in Self.seeds {
      var maker = RandomVetting(seed: seed)
      let report = try Self.resolver(maker.store(), maker.nodes()).resolve()
      let failed = Self.failures(report)
      for (place, package) in report.graph.packages.enumerated() where package.isThirdParty {
        for criterion in report.requirements[place].indices {
          let isVetted = PlainSearch(report: report).isVetted(package, criterion)
          let key = "\(place) \(package.label) \(criterion)"
          #expect(isVetted == !failed.contains(key), "seed \(seed): \(key)")
          decided.insert(isVetted)
        }
      }
    }
    #expect(decided.count == 2)
  }

  @Test func `survives its own update`() throws {
    for seed in Self.seeds {
      var maker = RandomVetting(seed: seed)
      let nodes = maker.nodes()
      let store = maker.store()
      let resolver = try Self.resolver(store, nodes)
      let before = resolver.resolve()
      for mode in [UpdateMode.check, .prune, .regenerateExemptions] {
        let updated = StoreUpdate.updated(resolver, mode: mode)
        let again = try Self.resolver(updated, nodes)
        let after = again.resolve()
        #expect(Self.failures(after).isSubset(of: Self.failures(before)), "seed \(seed)")
        if mode.search == .regenerateExemptions {
          #expect(after.conclusion == .success, "seed \(seed)")
        }
        if mode != .regenerateExemptions {
          // What is exempted anew may make another exemption needless the next time.
          #expect(
            StoreUpdate.updated(again, mode: mode).tidied() == updated.tidied(), "seed \(seed)")
        }
        if mode == .check {
          #expect(updated.audits == store.audits, "seed \(seed)")
          #expect(updated.imports.audits == store.imports.audits, "seed \(seed)")
        }
      }
    }
  }

  @Test func `can be mended by what is suggested`() throws {
    var mended = 0
    for seed in Self.seeds {
      var maker = RandomVetting(seed: seed)
      let nodes = maker.nodes()
      var store = maker.store()
      let resolver = try Self.resolver(store, nodes)
      let report = resolver.resolve()
      guard report.conclusion == .missingAudits else { continue }
      let suggestions = Suggester(report, resolver: resolver, facts: SuggestionFacts())
        .suggestions(size: VetCase.size)
      #expect(suggestions.unsized.isEmpty)
      for suggestion in suggestions.suggestions {
        let task = suggestion.task
        store.audits.audits[task.crate, default: []].append(
          AuditEntry(
            criteria: report.criteria.minimalNames(suggestion.criteria),
            kind: task.from.map { .delta(from: $0, to: task.to) } ?? .full(task.to)))
      }
      let after = try Self.resolver(store, nodes).resolve()
      #expect(after.conclusion == .success, "seed \(seed): \(Self.failures(after))")
      mended += 1
    }
    #expect(mended > 50)
  }
}

/// Reachability without any order of preference, over the entries as they stand.
private struct PlainSearch {
  let report: VetReport

  func isVetted(_ package: VetPackage, _ criterion: Int) -> Bool {
    let edges = edges(of: package.name)
    var reached: Set<VetVersion?> = [nil]
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for edge in edges where edge.criteria.contains(criterion) && reached.contains(edge.from) {
        if reached.insert(edge.to).inserted { isGrowing = true }
      }
    }
    return reached.contains(package.version)
  }

  private typealias Edge = (from: VetVersion?, to: VetVersion, criteria: CriteriaSet)

  private func edges(of crate: String) -> [Edge] {
    let entries = report.entries
    var edges: [Edge] = []
    for file in [entries.own] + entries.imported {
      for audit in file.audits[crate] ?? [] {
        let set = report.criteria.set(audit.criteria)
        switch audit.kind {
        case .full(let version): edges.append((nil, version, set))
        case .delta(let from, let to): edges.append((from, to, set))
        case .violation: break
        }
      }
      for row in entries.publishers[crate] ?? [] {
        for wildcard in file.wildcardAudits[crate] ?? []
        where wildcard.source == row.source && wildcard.start <= row.when
          && row.when < wildcard.end
        {
          edges.append((nil, row.version, report.criteria.set(wildcard.criteria)))
        }
        for trust in file.trusted[crate] ?? []
        where trust.source == row.source && trust.start <= row.when && row.when < trust.end {
          edges.append((nil, row.version, report.criteria.set(trust.criteria)))
        }
      }
    }
    for exemption in entries.exemptions[crate] ?? [] {
      edges.append((nil, exemption.version, report.criteria.set(exemption.criteria)))
    }
    for row in entries.unpublished[crate] ?? [] {
      edges.append((row.auditedAs, row.version, report.criteria.all))
    }
    return edges
  }
}
