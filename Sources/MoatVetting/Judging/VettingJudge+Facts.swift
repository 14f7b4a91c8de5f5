package import MoatFindings
import MoatModel

extension VettingJudge {
  /// Everything that the rules about audits look at.
  ///
  /// - Parameter folder: of the store.
  package func facts(folder: Label) -> VettingFacts {
    var facts = VettingFacts(store: folder, today: today)
    facts.undefinedCriteria = undefinedCriteria.map {
      VettingFacts.NamedEntry($0.name, at: $0.label)
    }
    facts.unformatted = unformatted
    guard facts.undefinedCriteria.isEmpty else { return facts }
    var places = LazyPlaces(texts)
    let plain = plainResolver.resolve()
    let resolver = self.resolver
    let report = resolver.options == ResolverOptions() ? plain : resolver.resolve()
    facts.unvetted = unvetted(report)
    facts.reviews.resting = report.restingOnReviews.compactMap { place, reviews in
      crateOfPlace[place].map { crate in
        VettingFacts.ReviewedPackage(
          package: crate.package, reviewers: report.reviewers(reviews, of: place))
      }
    }
    facts.violations = violations(report, &places)
    facts.exemptions = exemptions(plain, &places)
    facts.endings = endings(&places)
    facts.unneededImports = unneededImports(&places)
    if !isLikeCargoVet {
      facts.unauditedSources = SourceDecisions.undecided(crates, store.configuration, policy)
      facts.digestConflicts = digests(resolver.entries).conflicts.map { conflict in
        VettingFacts.DigestConflict(
          conflict.crate.package, recorded: conflict.recorded, locked: conflict.locked,
          importName: conflict.reference.importName, who: conflict.audit.who,
          label: places.value.audit(
            conflict.audit, of: conflict.crate.name, from: conflict.reference.importName))
      }
      facts.overrides = overrides(resolver.entries).standings
      facts.longTrusts = longTrusts(&places)
    }
    return facts
  }

  /// The places of entries, found when the first is asked for.
  struct LazyPlaces {
    private let texts: VetStoreTexts
    lazy var value = StorePlaces(texts)

    init(_ texts: VetStoreTexts) { self.texts = texts }
  }

  private var unformatted: [VettingFacts.UnformattedFile] {
    let written = VetStoreWriter.texts(of: store)
    return [
      (texts.configuration, written.configuration), (texts.audits, written.audits),
      (texts.imports, written.imports),
    ].compactMap { source, text in
      CanonicalText.difference(from: source, to: text).map {
        VettingFacts.UnformattedFile(at: Label(source.path, $0.span))
      }
    }
  }

  // MARK: packages

  private func unvetted(_ report: VetReport) -> [VettingFacts.UnvettedPackage] {
    guard !report.failures.isEmpty else { return [] }
    let lenient = doubt.map { resolver(store, live: nil, graph: $0.lenientGraph).resolve() }
    return report.failures.map { place, missing in
      VettingFacts.UnvettedPackage(
        package(at: place), missing: report.criteria.minimalNames(missing),
        reading: reading(of: place, missing, report), notes: notes(on: place, report),
        doubt: lenient.flatMap { lenient in
          if case .missing = lenient.standings[place] { nil } else { doubt?.reason }
        } ?? reviewDoubt)
    }
  }

  /// What findings about a place of the graph are about. Where the lockfile has no such package, it is
  /// told by its name: nothing that fails is passed over.
  private func package(at place: Int) -> VettingFacts.Package {
    if let crate = crateOfPlace[place] { return crate.package }
    let node = graph.packages[place]
    return VettingFacts.Package(
      identity: PackageIdentity(name: node.name, version: String(describing: node.version)),
      reach: .unknown, label: Label(texts.configuration.path))
  }

  /// The nearest version that is vetted, to read the change from.
  private func reading(
    of place: Int, _ missing: CriteriaSet, _ report: VetReport
  ) -> VettingFacts.Reading? {
    let package = report.graph.packages[place]
    let search = SuggestionSearch(
      crate: package.name, version: package.version, published: nil)
    let failures = missing.indices.compactMap { report.failure(of: place, criterion: $0) }
    guard case .oneOf(let tasks, _) = search.candidates(failures) else { return nil }
    let ending = tasks.filter { $0.to == package.version }
    guard let task = ending.first(where: { $0.from != nil }) ?? ending.first else { return nil }
    return VettingFacts.Reading(
      from: task.from.map(String.init(describing:)), to: String(describing: task.to))
  }

  /// Why entries about a package do not count.
  private func notes(on place: Int, _ report: VetReport) -> [String] {
    let name = report.graph.packages[place].name
    var notes = report.notes.compactMap { note -> String? in
      guard case .endsOnPublication(place, _, let row) = note,
        let row = report.entries.publishers[name]?.at(row)
      else { return nil }
      return "an entry that trusts its publisher ends on \(row.when), the day of publication, "
        + "and that day does not count"
    }
    guard !isLikeCargoVet else { return notes }
    let version = report.graph.packages[place].version
    let rows = report.entries.publishers[name] ?? []
    if rows.contains(where: { row in
      row.version == version && policy.trustLimits.contains { $0.refuses(row, of: name) }
    }) {
      notes.append("`limit-trust` does not trust its publisher with this version")
    }
    guard policy.countsSelfAudits == false else { return notes }
    let own = SelfAudits.all(in: report.entries).count { $0.crate == name }
    return own == 0 ? notes : notes + ["what its own publisher says of it does not count"]
  }

  // MARK: violations

  private func violations(
    _ report: VetReport, _ places: inout LazyPlaces
  ) -> [VettingFacts.ForbiddenPackage] {
    var found: [VettingFacts.ForbiddenPackage] = []
    for (place, conflicts) in report.violations {
      var seen: Set<EntryReference> = []
      for conflict in conflicts where seen.insert(conflict.violation).inserted {
        let others = conflicts.filter { $0.violation == conflict.violation }
        if let forbidden = forbidden(
          place, conflict.violation, report, stopsCargoVet: true,
          contradicts: others.map { words($0, report) }, &places)
        {
          found.append(forbidden)
        }
      }
    }
    guard !isLikeCargoVet else { return found }
    for case .violationPassedBy(let place, let violation, let origin) in report.notes {
      if let forbidden = forbidden(
        place, violation, report, stopsCargoVet: false, contradicts: [words(origin, report)],
        &places)
      {
        found.append(forbidden)
      }
    }
    return found
  }

  private func forbidden(
    _ place: Int, _ reference: EntryReference, _ report: VetReport, stopsCargoVet: Bool,
    contradicts: [String], _ places: inout LazyPlaces
  ) -> VettingFacts.ForbiddenPackage? {
    guard let entry = report.entries.audit(reference),
      case .violation(let range) = entry.kind
    else { return nil }
    return VettingFacts.ForbiddenPackage(
      package(at: place), isLocked: range.matches(graph.packages[place].version),
      importName: reference.importName,
      label: places.value.audit(entry, of: reference.crate, from: reference.importName),
      versions: range.description, criteria: entry.criteria, notes: entry.notes,
      stopsCargoVet: stopsCargoVet,
      contradicts: contradicts.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
  }

  private func words(_ conflict: ViolationConflict, _ report: VetReport) -> String {
    switch conflict {
    case .exemption(let violation, let index):
      let version = report.entries.exemptions[violation.crate]?.at(index)?.version
      return "the exemption of \(version.map(String.init(describing:)) ?? "it")"
    case .audit(_, let audit):
      let owner = audit.importName.map { "of `\($0)`" } ?? "of your own"
      switch report.entries.audit(audit)?.kind {
      case .full(let version): return "an audit of \(version) \(owner)"
      case .delta(let from, let to): return "an audit of \(from) → \(to) \(owner)"
      case .violation, nil: return "an audit \(owner)"
      }
    }
  }

  private func words(_ origin: EdgeOrigin, _ report: VetReport) -> String {
    switch origin {
    case .wildcard(let file, _, _):
      "a wildcard audit " + (report.entries.name(file).map { "of `\($0)`" } ?? "of your own")
    case .trusted: "a trusted publisher"
    case .unpublished: "an audit of another version, as which it counts"
    case .ownAudit, .importedAudit, .exemption, .newExemption, .review: "an entry"
    }
  }

  // MARK: entries

  private func exemptions(
    _ plain: VetReport, _ places: inout LazyPlaces
  ) -> [VettingFacts.ExemptionStanding] {
    let pruned = StoreUpdate.updated(plainResolver, mode: .prune).configuration.exemptions
    let isSelective = crates.contains { $0.standing != .everyPlatform }
    var standings: [VettingFacts.ExemptionStanding] = []
    for crate in StoreOrder.keys(store.configuration.exemptions) {
      for (index, exemption) in (store.configuration.exemptions[crate] ?? []).enumerated() {
        let isNeeded = pruned[crate]?.contains { $0.version == exemption.version } ?? false
        // Most are needed and to be suggested: nothing to tell, and no place to look for.
        guard !isNeeded || (isSelective && !exemption.suggest) else { continue }
        standings.append(
          VettingFacts.ExemptionStanding(
            crate: crate, version: String(describing: exemption.version),
            label: places.value.exemption(of: crate, exemption), isSuggested: exemption.suggest,
            notes: exemption.notes,
            use: isNeeded ? use(of: index, crate, plain) : .unneeded))
      }
    }
    return standings
  }

  /// What the packages that rest on an exemption are to the build.
  private func use(
    of index: Int, _ crate: String, _ plain: VetReport
  ) -> VettingFacts.ExemptionStanding.Use {
    let resting = plain.graph.places(named: crate).filter { place in
      plain.searches[place].contains { search in
        guard case .vetted(let path) = search.outcome else { return false }
        return path.steps.contains { $0.origin == .exemption(index) }
      }
    }.compactMap { crateOfPlace[$0] }
    if let built = resting.first(where: { $0.standing == .built }) { return .built(built.package) }
    if let perhaps = resting.first(where: { $0.standing.counts }) {
      return .needed(perhaps.package)
    }
    return .notBuilt
  }

  private func endings(_ places: inout LazyPlaces) -> [VettingFacts.TrustEnd] {
    let periods = TrustPeriods(store: store, crates: crates, today: today)
    return periods.endings(within: WildcardRenewal.warningDays).map { ending in
      VettingFacts.TrustEnd(
        ending.entry.kind, of: ending.entry.crate, publisher: periods.name(of: ending.entry.source),
        end: ending.entry.end, label: places.value.trust(ending.entry),
        uncovered: ending.uncovered?.package)
    }
  }

  private func longTrusts(_ places: inout LazyPlaces) -> [VettingFacts.LongTrust] {
    guard let limit = policy.longestTrust else { return [] }
    let periods = TrustPeriods(store: store, crates: crates, today: today)
    return periods.longer(than: limit).map { entry, days in
      VettingFacts.LongTrust(
        entry.kind, of: entry.crate, publisher: periods.name(of: entry.source), days: days,
        limit: limit, label: places.value.trust(entry))
    }
  }

  private func unneededImports(_ places: inout LazyPlaces) -> [VettingFacts.NamedEntry] {
    StoreOrder.keys(store.configuration.imports).filter { name in
      // What was never fetched is told elsewhere.
      guard let file = store.imports.audits[name] else { return false }
      return file.audits.isEmpty && file.wildcardAudits.isEmpty
    }.map { VettingFacts.NamedEntry($0, at: places.value.importDeclaration($0)) }
  }
}
