import Foundation
import MoatModel
import MoatSyntax
import MoatTestSupport
import MoatVetting
import Testing

/// cargo-vet's own tests as data, against the engine.
@Suite(.computes, .enabled(if: SharedData.isPresent)) struct `Cases of cargo-vet` {
  @Test(arguments: VetCase.all("report"))
  func `give the report`(_ vetCase: VetCase) throws {
    let resolver = try vetCase.resolver()
    let report = resolver.resolve()
    let suggester = try Suggester(report, resolver: resolver, facts: vetCase.suggestionFacts())
    let suggestions = suggester.suggestions(size: VetCase.size)
    #expect(suggester.tasks.allSatisfy { VetCase.size($0) != nil })
    #expect(report.json(suggestions: suggestions) == vetCase.expected["json"])
  }

  @Test(arguments: VetCase.all("update") + VetCase.all("exemptions"))
  func `give the files`(_ vetCase: VetCase) throws {
    let resolver = try vetCase.resolver()
    let updated = StoreUpdate.updated(resolver) { vetCase.mode($0) }
    let texts = VetStoreWriter.texts(of: updated)
    let actual = [
      "config.toml": texts.configuration, "audits.toml": texts.audits,
      "imports.lock": texts.imports,
      "exemptions.toml": Self.exemptions(texts.configuration),
    ]
    #expect(!vetCase.expected.isEmpty)
    for (file, text) in vetCase.expected {
      let expected = text.string == "UNCHANGED" ? vetCase.text(file) : text.string ?? ""
      let text = try #require(actual[file])
      // Some of the expected texts are without heading, and end in more than one line break.
      let isBare = file == "exemptions.toml" || expected.contains("# cargo-vet")
      let heading = isBare ? 0 : Self.heading(text)
      #expect(Self.trimmed(String(text.dropFirst(heading))) == Self.trimmed(expected))
    }
  }

  @Test(arguments: VetCase.all("explain-audit"))
  func `give the explanation`(_ vetCase: VetCase) throws {
    let version = try VetVersion(parsing: vetCase.members["version"]?.string ?? "")
    let explanation = try vetCase.resolver().explain(
      crate: vetCase.members["package"]?.string ?? "", version: version,
      criterion: vetCase.members["criteria"]?.string ?? "")
    let text = explanation.lines.map { $0 + "\n" }.joined() + "\n"
    #expect(text == vetCase.expected["text"]?.string)
  }

  @Test(arguments: VetCase.all("crate-policies") + VetCase.all("audit-as-crates-io"))
  func `are errors where they were errors`(_ vetCase: VetCase) throws {
    let expected = vetCase.expected["text"]?.string ?? ""
    let problems =
      try vetCase.kind == "crate-policies"
      ? vetCase.policyProblems() : vetCase.auditAsProblems()
    // The packages that the expected text names, of which each line starts with a bar.
    let named = expected.split(separator: "\n").filter { $0.hasPrefix("  │") }
      .map { $0.dropFirst(3).drop { $0 == " " } }
    #expect(problems == named.map { String($0) })
  }

  @Test(arguments: VetCase.all("import-error"))
  func `refuse the import`(_ vetCase: VetCase) throws {
    let store = try vetCase.store()
    let criteria = try CriteriaTable(store.audits.criteria)
    let graph = try vetCase.graph(store)
    let live = try vetCase.network().live
    #expect(throws: ImportFailure.self) {
      try live.merged(into: store, graph: graph, criteria: criteria)
    }
  }

  private static func heading(_ text: String) -> Int {
    text.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false).prefix(2)
      .reduce(0) { $0 + $1.count + 1 }
  }

  private static func trimmed(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while lines.last?.isEmpty == true { lines.removeLast() }
    while lines.first?.isEmpty == true { lines.removeFirst() }
    return lines.joined(separator: "\n")
  }

  /// The exemptions of a `config.toml`, as tables of their own.
  private static func exemptions(_ configuration: String) -> String {
    guard let first = configuration.range(of: "[[exemptions.") else { return "" }
    return String(configuration[first.lowerBound...]).replacing("[[exemptions.", with: "[[")
  }
}

extension VetCase {
  /// The sizes that cargo-vet's tests make up.
  static func size(_ task: AuditTask) -> DiffSize? {
    let from = Int(task.from?.semver.major ?? 0)
    let to = Int(task.to.semver.major)
    let lines = to * to - from * from
    return DiffSize(insertions: max(lines, 0), deletions: max(-lines, 0), filesChanged: 1)
  }

  /// What suggestions of the case may ask the network for.
  func suggestionFacts() throws -> SuggestionFacts {
    guard members["suggest_network"]?.bool == true else { return SuggestionFacts() }
    let network = try network()
    let store = try store()
    let criteria = try CriteriaTable(store.audits.criteria)
    let versions = network.live.versions
    return SuggestionFacts(
      versions: { versions[$0] }, releases: network.live.releases,
      peers: try network.peers.map { name, urls, lists in
        SuggestionFacts.Peer(
          name: name, urls: urls,
          audits: try LiveImports.file(
            of: name, lists, as: store.configuration.imports[name], criteria: criteria))
      })
  }

  func mode(_ crate: String) -> UpdateMode {
    let modes = members["update_mode"]?.object ?? [:]
    let mode = (modes["per_crate"]?.object?[crate] ?? modes["default"])?.object ?? [:]
    let search: SearchMode
    switch mode["search_mode"]?.string {
    case "PreferFreshImports": search = .preferFreshImports
    case "RegenerateExemptions": search = .regenerateExemptions
    default: search = .preferExemptions
    }
    return UpdateMode(
      search: search, prunesExemptions: mode["prune_exemptions"]?.bool ?? false,
      prunesPrivateAudits: mode["prune_non_importable_audits"]?.bool ?? false,
      prunesImports: mode["prune_imports"]?.bool ?? false)
  }

  /// The problems as cargo-vet lists them, one `name:version` each.
  func policyProblems() throws -> [String] {
    // Some of these cases name criteria that do not exist, which a store with a check would refuse.
    let configuration = try VetStoreReader.configuration(
      SourceText(path: "config.toml", text: text("config.toml")))
    let graph = try graph(VetStore(configuration: configuration))
    return graph.policyProblems(configuration.policies).map { problem in
      #expect(!problem.message.isEmpty && !problem.help.isEmpty)
      switch problem {
      case .needsVersionedPolicy(let name, let version), .mustNameVersions(let name, let version):
        return "\(name):\(version)"
      case .unused(let key): return "\(key)"
      }
    }
  }

  func auditAsProblems() throws -> [String] {
    let store = try store()
    let crates = try network().crates
    let isOffline = members["offline"]?.bool ?? false
    let problems = try graph(store).auditAsProblems(store) { package in
      isOffline ? .unknown : crates[package.name].map { .crate($0) } ?? .none
    }
    return problems.map { problem in
      #expect(!problem.message.isEmpty && !problem.help.isEmpty)
      switch problem {
      case .undecided(let name, let version), .notPublished(let name, let version):
        return "\(name):\(version)"
      case .unused(let key): return "\(key)"
      }
    }
  }
}
