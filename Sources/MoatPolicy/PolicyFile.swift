package import MoatBans
package import MoatCrev
package import MoatFindings
import MoatInspection
package import MoatModel
package import MoatSources
import MoatSyntax
package import MoatVetting

/// One `moat.toml` as written. nil and empty mean that the file says nothing.
package struct PolicyFile: Sendable {
  package let source: SourceText
  package let failOn: Severity?
  package let levels: [LevelEntry]
  package let database: String?
  package let maximumAge: Int?
  /// Days.
  package let cooldown: Int?
  package let allowedRegistries: [SourcePolicy.AllowedSource]?
  package let allowedGit: [SourcePolicy.AllowedSource]?
  package let build: BuildPolicy
  package let bans: BanPolicy
  package let buildScripts: BuildScriptPolicy
  package let vetting: VettingPolicy
  package let crev: CrevPolicy
  package let workflows: WorkflowPolicy
  package let suppressions: [Suppression]

  /// One line of `[levels]`.
  package struct LevelEntry: Hashable, Sendable {
    package let selector: RuleSelector
    package let level: Level
    package let label: Label
  }

  /// - Parameters:
  ///   - rules: every rule there is, so that unknown ids can be refused.
  ///   - resolvingPath: turns a path as the file writes it, relative to the file, into one as
  ///     findings show it.
  /// - Throws: ``PolicyError`` with the place and, where one is near, the name that was meant.
  package init(
    parsing source: SourceText, rules: [RuleInfo],
    resolvingPath: (String) -> String = { $0 }
  ) throws(PolicyError) {
    let document: TOMLDocument
    do throws(TOMLError) {
      document = try TOMLDocument(parsing: source)
    } catch {
      throw PolicyError(.syntax(error), source: source, span: error.span)
    }
    let root = document.root
    if let version = root["version"], let number = version.integer, number != 1 {
      throw PolicyError(
        .unsupportedVersion(Int(clamping: number)), source: source, span: version.span)
    }
    try SchemaCheck(source: source).check(root, PolicySchema.root)
    let reader = PolicyReader(source: source, root: root, rules: rules)
    self.source = source
    failOn = (root["fail-on"]?.string).flatMap(Severity.init(name:))
    levels = try reader.levels()
    let advisories = root["advisories"]?.table
    database = (advisories?["database"]?.string).map {
      $0.contains("://") || $0.hasPrefix("git@") ? $0 : resolvingPath($0)
    }
    maximumAge = (advisories?["maximum-age"]?.integer).map { Int(clamping: $0) }
    cooldown = (root["releases"]?.table?["cooldown"]?.integer).map { Int(clamping: $0) }
    let sources = root["sources"]?.table
    allowedRegistries = reader.allowed(sources?["allow-registry"])
    allowedGit = reader.allowed(sources?["allow-git"])
    build = try reader.build()
    bans = try reader.bans()
    buildScripts = try reader.buildScripts()
    vetting = try VettingPolicyReader(source: source).policy(root["vet"]?.table)
    crev = try CrevPolicyReader(source: source)
      .policy(root["vet"]?.table?["crev"]?.table, resolvingPath: resolvingPath)
    workflows = try WorkflowPolicyReader(source: source)
      .policy(root["workflows"]?.table, resolvingPath)
    suppressions = try reader.suppressions(resolvingPath)
  }
}

/// Reads a document that ``SchemaCheck`` has passed.
private struct PolicyReader {
  let source: SourceText
  let root: TOMLTable
  let rules: [RuleInfo]

  func levels() throws(PolicyError) -> [PolicyFile.LevelEntry] {
    guard let table = root["levels"]?.table else { return [] }
    var entries: [PolicyFile.LevelEntry] = []
    for entry in table.entries {
      switch RuleSelector.parse(entry.key, rules: rules) {
      case .success(let selector):
        guard let level = (entry.value.string).flatMap(Level.init(rawValue:)) else { continue }
        entries.append(
          PolicyFile.LevelEntry(
            selector: selector, level: level, label: Label(source.path, entry.keySpan)))
      case .failure(let unknown):
        throw failure(
          .unknownRule(unknown.text, suggestion: unknown.suggestion), at: entry.keySpan)
      }
    }
    return entries
  }

  func allowed(_ value: TOMLValue?) -> [SourcePolicy.AllowedSource]? {
    guard let array = value?.array else { return nil }
    return array.compactMap { element in
      element.string.map {
        SourcePolicy.AllowedSource(url: $0, label: Label(source.path, element.span))
      }
    }
  }

  func build() throws(PolicyError) -> BuildPolicy {
    guard let table = root["build"]?.table else { return BuildPolicy() }
    for element in elements(table["targets"]) {
      guard let name = element.string, name != "host" else { continue }
      do throws(TargetTriple.Unknown) {
        _ = try TargetTriple(name)
      } catch {
        throw failure(
          .unknownTarget(
            name, error, suggestion: Suggestion.target(for: name)),
          at: element.span)
      }
    }
    return BuildPolicy(
      targets: table["targets"].map { strings($0) },
      features: table["features"].map { strings($0) },
      noDefaultFeatures: table["no-default-features"]?.boolean,
      allFeatures: table["all-features"]?.boolean, noDev: table["no-dev"]?.boolean)
  }

  func bans() throws(PolicyError) -> BanPolicy {
    var policy = BanPolicy()
    guard let bans = root["bans"]?.table else { return policy }
    policy.denied = try entries(bans["deny"])
    let allowed = try entries(bans["allow"])
    policy.allowed = allowed.isEmpty ? [] : [allowed]
    for element in elements(bans["features"]) {
      guard let table = element.table, let crate = table["crate"]?.string else { continue }
      policy.features.append(
        BanPolicy.FeatureEntry(
          crate: crate, denied: strings(table["deny"]),
          allowed: table["allow"] == nil ? nil : strings(table["allow"]),
          reason: table["reason"]?.string, label: label(table["crate"])))
    }
    for element in elements(bans["skip-duplicates"]) {
      guard let text = element.string else { continue }
      let (name, requirement) = try crate(text, at: element.span)
      policy.skippedDuplicates.append(
        BanPolicy.CrateEntry(name: name, requirement: requirement, label: label(element)))
    }
    policy.maximumDirect = limit(bans["maximum-direct"])
    policy.maximumTotal = limit(bans["maximum-total"])
    if let baseline = bans["baseline"]?.table {
      policy.baseline = BanPolicy.Baseline(
        direct: count(baseline["direct"]), total: count(baseline["total"]),
        growth: count(baseline["growth"]),
        label: Label(source.path, baseline.headerSpan ?? baseline.span))
    }
    return policy
  }

  private func entries(_ value: TOMLValue?) throws(PolicyError) -> [BanPolicy.CrateEntry] {
    var entries: [BanPolicy.CrateEntry] = []
    for element in elements(value) {
      guard let table = element.table, let value = table["crate"], let text = value.string else {
        continue
      }
      let (name, requirement) = try crate(text, at: value.span)
      entries.append(
        BanPolicy.CrateEntry(
          name: name, requirement: requirement, wrappers: strings(table["wrappers"]),
          useInstead: table["use-instead"]?.string, reason: table["reason"]?.string,
          label: label(value)))
    }
    return entries
  }

  /// `name`, `name@1.2.3` (exactly that), or `name@` and any requirement.
  private func crate(
    _ text: String, at span: SourceSpan
  ) throws(PolicyError) -> (String, VersionRequirement?) {
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts.first.map(String.init) ?? ""
    guard !name.isEmpty else { throw failure(.notARequirement(text), at: span) }
    guard parts.count == 2 else { return (name, nil) }
    let versions = String(parts[1])
    do throws(Version.Malformed) {
      let isExact = (try? Version(parsing: versions)) != nil
      return (name, try VersionRequirement(parsing: isExact ? "=\(versions)" : versions))
    } catch {
      throw failure(.notARequirement(text), at: span)
    }
  }

  func buildScripts() throws(PolicyError) -> BuildScriptPolicy {
    guard let table = root["build-scripts"]?.table else { return BuildScriptPolicy() }
    var policy = BuildScriptPolicy(requires: table["require"]?.boolean)
    for element in elements(table["accept"]) {
      guard let entry = element.table, let crate = entry["crate"], let name = crate.string,
        let content = entry["content"], let text = content.string
      else { continue }
      do throws(SHA256Digest.Malformed) {
        policy.entries.append(
          BuildAcceptance.Entry(
            name: name, version: entry["version"]?.string,
            content: try SHA256Digest(parsing: text), label: label(crate)))
      } catch {
        throw failure(.notADigest(text), at: content.span)
      }
    }
    return policy
  }

  func suppressions(
    _ resolvingPath: (String) -> String
  ) throws(PolicyError) -> [Suppression] {
    var all: [Suppression] = []
    for element in elements(root["suppress"]) {
      guard let table = element.table, let rule = table["rule"], let id = rule.string,
        let reason = table["reason"], let why = reason.string
      else { continue }
      guard rules.contains(where: { $0.id == id }) else {
        throw failure(
          .unknownRule(id, suggestion: Suggestion.nearest(to: id, among: rules.map(\.id))),
          at: rule.span)
      }
      guard why.contains(where: { !$0.isWhitespace }) else {
        throw failure(.emptyReason, at: reason.span)
      }
      let package = (table["package"]?.string ?? "").split(separator: "@", maxSplits: 1)
      all.append(
        Suppression(
          rule: id, packageName: package.first.map(String.init),
          packageVersion: package.count == 2 ? String(package[1]) : nil,
          advisory: table["advisory"]?.string,
          path: (table["path"]?.string).map(resolvingPath), reason: why,
          expires: (table["expires"].flatMap { $0.string ?? $0.datetime }).flatMap(Day.init),
          label: Label(source.path, SourceSpan(rule.span.lower, rule.span.upper))))
    }
    return all
  }

  // MARK: plain values

  private func elements(_ value: TOMLValue?) -> [TOMLValue] { value?.array.map(Array.init) ?? [] }

  private func strings(_ value: TOMLValue?) -> [String] { elements(value).compactMap(\.string) }

  private func count(_ value: TOMLValue?) -> Int { (value?.integer).map { Int(clamping: $0) } ?? 0 }

  private func limit(_ value: TOMLValue?) -> BanPolicy.Limit? {
    value.map { BanPolicy.Limit(count: count($0), label: label($0)) }
  }

  private func label(_ value: TOMLValue?) -> Label { Label(source.path, value?.span) }

  private func failure(_ reason: PolicyError.Reason, at span: SourceSpan) -> PolicyError {
    PolicyError(reason, source: source, span: span)
  }
}
