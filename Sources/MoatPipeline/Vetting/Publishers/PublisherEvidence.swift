package import MoatCargo
package import MoatFindings
package import MoatHost
package import MoatModel
package import MoatVetting

/// What is recorded of the publishers of a lockfile's crates: Moat's own record of what crates.io
/// said, and the rows of cargo-vet's `imports.lock`. The network is not asked.
package struct PublisherEvidence: Sendable {
  private let memory: PublisherMemory?
  private let rows: [String: [PublisherRow]]

  /// - Parameter imports: nil where the project has no store of audits.
  package init(host: Host, imports: ImportsLock?) {
    memory = host.environment.cacheDirectory.map { PublisherMemory(in: $0, files: host.files) }
    rows = imports?.publishers ?? [:]
  }

  /// The crates of crates.io that are locked, sorted by name.
  package func crates(of locked: LockedWorkspace) -> [LockedCratePublishing] {
    var versions: [String: [Version]] = [:]
    for package in locked.graph.packages where package.source?.isCratesIO ?? false {
      versions[package.name, default: []].append(package.version)
    }
    return versions.map { name, versions in
      LockedCratePublishing(name: name, versions: versions, publishing: publishing(of: name))
    }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// What is recorded of one crate, from both records together.
  package func publishing(of name: String) -> Evidence<CratePublishing> {
    let listed = (rows[name] ?? []).compactMap(Publication.init)
    switch memory?.crate(name) ?? .unavailable("there is no cache folder") {
    case .known(var publishing):
      publishing.add(listed)
      return .known(publishing)
    case .unavailable(let why):
      return listed.isEmpty
        ? .unavailable(why) : .known(CratePublishing(name: name, publications: listed))
    }
  }

  /// The facts for the rules about publishers: the crates of which anything is recorded.
  ///
  /// - Parameter baseline: what `moat-publishers.toml` says; nil where there is none.
  package func facts(
    of locked: LockedWorkspace, baseline: PublisherBaseline?,
    brokenBaseline: (label: Label, why: String)? = nil
  ) -> PublisherFacts {
    var places: [String: [PublisherFacts.LockedVersion]] = [:]
    for index in locked.graph.packages.indices {
      let package = locked.graph.packages[index]
      guard package.source?.isCratesIO ?? false else { continue }
      places[package.name, default: []].append(
        PublisherFacts.LockedVersion(
          VettingFacts.Package(
            identity: package.identity, reach: locked.reach[index],
            label: Label(locked.lockfile.source.path, package.span),
            paths: locked.dependencyPaths(to: index)), version: package.version))
    }
    return PublisherFacts(
      crates: crates(of: locked).compactMap { crate in
        crate.publishing.value.map { publishing in
          let accepted = baseline?.crates[crate.name]
          return PublisherFacts.Crate(
            publishing: publishing, locked: places[crate.name] ?? [],
            accepted: Set(((accepted?.publishers ?? []) + (accepted?.owners ?? [])).map(\.key)))
        }
      }, brokenBaseline: brokenBaseline)
  }
}

extension PublisherEvidence {
  /// Everything that is recorded for a lockfile and its baseline, for `check`.
  ///
  /// - Parameter root: the absolute folder of the lockfile.
  static func facts(
    for locked: LockedWorkspace, root: String, policy: VettingPolicy, on host: Host
  ) -> PublisherFacts {
    var imports: ImportsLock?
    do throws(RecordedImports.Unreadable) {
      let store = try RecordedImports.store(below: root, policy: policy, on: host)
      imports = try RecordedImports.read(inStore: store, on: host)
    } catch {
      // The rule about stores that cannot be read says so.
    }
    let evidence = PublisherEvidence(host: host, imports: imports)
    let file = PublisherBaselineFile(root: root, files: host.files)
    let shown = DisplayPath(currentDirectory: host.environment.currentDirectory)(file.path)
    do throws(PublisherBaselineFile.Unreadable) {
      return evidence.facts(of: locked, baseline: try file.read(shown: shown))
    } catch {
      return evidence.facts(
        of: locked, baseline: nil, brokenBaseline: (Label(shown), error.phrase))
    }
  }
}

extension PublisherBaselineFile.Unreadable {
  /// The message with its place.
  package var phrase: String {
    guard let source, let span else { return message }
    let position = LineIndex(source.bytes).position(at: span.lower)
    return "line \(position.line), column \(position.column): \(message)"
  }
}

extension Publication {
  /// A row of `imports.lock`; nil for one that names nobody, or a commit.
  fileprivate init?(_ row: PublisherRow) {
    guard row.version.gitRevision == nil else { return nil }
    let means: Means
    switch row.source {
    case .user: means = .person(row.party)
    case .trustedPublisher(let source):
      guard let run = WorkflowRun(source: source) else { return nil }
      means = .workflow(run)
    }
    self.init(
      version: row.version.semver,
      published: Timestamp(secondsSinceEpoch: 0).adding(days: row.when.daysSinceEpoch),
      means: means)
  }
}
