import MoatCargo
package import MoatFindings
import MoatModel

/// Build scripts that are built with what reaches the network.
package struct NetworkBuildDependency: InspectionRule {
  package static let info = RuleInfo(
    id: "network-build-dependency", group: .inspection, severity: .medium,
    evidence: [.lockfile, .crateFiles],
    summary: "a build-dependency that speaks HTTP or TLS, unpacks archives or decodes base64",
    explanation: Explanation(
      whatItDoes: """
        Reports packages whose build-dependencies, or the dependencies of a proc macro, are crates \
        for HTTP, TLS, sockets or other protocols, for archives or for base64, whatever the \
        manifest calls them: by what the source of the dependency does, where it is at hand, and \
        by the names of the widely used ones. Optional dependencies count only where the package \
        is locked. A library that this workspace runs only while it is built, and that opens \
        connections whatever features are on, is reported even where it is some way down. Of a \
        crate that is not widely used, sockets and programs that fetch count behind a feature, too.
        """,
      whyItMatters: """
        A build script needs such crates to fetch something, to unpack it and to hide an address. \
        Of several hundred widely used crates none has a build-dependency of this kind. The \
        payload that came with `arrayref 0.3.10` was visible in its manifest already: build- \
        dependencies on a TLS and a base64 crate.
        """,
      whatToDo: """
        Read the build script: what does it fetch, from where, and is it compared with a digest?
        """,
      example: """
        ```text
        error[network-build-dependency]: the build script of `proc-macro1 1.0.107` is built with `rustls` and `base64`
          --> Cargo.lock:31:1
           = help: read the build script: what does it fetch, and is it compared with a digest?
        ```
        """),
    references: [
      "https://rustsec.org/advisories/RUSTSEC-2026-0260",
      "https://doc.rust-lang.org/cargo/reference/build-scripts.html",
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    let sockets = Self.packagesWithSockets(facts)
    let locked = Set(facts.packages.map(\.identity.name))
    var named: Set<String> = []
    let builders = facts.packages.compactMap { package -> Finding? in
      guard let inspection = package.inspection.value,
        let dependencies = package.dependencies.value
      else { return nil }
      let building = dependencies.filter { dependency in
        switch dependency.kind {
        case .build: inspection.hasBuildScript
        case .normal: inspection.isProcMacro
        case .development: false
        }
      }
      var names: [String] = []
      for dependency in building where !names.contains(dependency.name) {
        if dependency.isOptional, !locked.contains(dependency.name) { continue }
        let isKnown =
          dependency.kind == .build
          ? TransportCrates.isOne(dependency.name) : TransportCrates.isClient(dependency.name)
        if isKnown || sockets.contains(dependency.name) { names.append(dependency.name) }
      }
      guard !names.isEmpty else { return nil }
      named.formUnion(names)
      let isOnlyUnpacking = names.allSatisfy(TransportCrates.isArchive)
      let what = inspection.isProcMacro ? "proc macro" : "build script of"
      return package.finding(
        Self.info,
        "the \(what) `\(package.identity)` is built with \(Self.list(names))",
        severity: isOnlyUnpacking ? .low : .medium,
        help: "read it: what does it fetch, and is it compared with a digest?")
    }
    let deeper = facts.packages.compactMap { package -> Finding? in
      guard package.runsOnlyWhileBuilding, sockets.contains(package.identity.name),
        !named.contains(package.identity.name), !TransportCrates.isOne(package.identity.name)
      else { return nil }
      return package.finding(
        Self.info,
        "`\(package.identity)` runs only while something is built and reaches the network",
        marks: package.index.reachingOut(in: .product).few(5),
        help: "find out which build script or proc macro uses it, and what for")
    }
    return builders + deeper
  }

  /// Names of locked packages whose library opens connections, whatever features are on.
  private static func packagesWithSockets(_ facts: InspectionFacts) -> Set<String> {
    Set(
      facts.packages.filter { package in
        // Features that bring a client are told by the lockfile. Of a crate that nobody knows, others may
        // hide it.
        let isKnown = facts.popularNames.contains(package.identity.name)
        return package.index.reachingOut(in: .product).contains { found in
          !found.mark.gates.contains { $0.contains("feature") }
            || (!isKnown && found.mark.subject.hasPrefix("std::"))
        }
      }.map(\.identity.name))
  }

  private static func list(_ names: [String]) -> String {
    let quoted = Listed.lines(names.sorted().map { "`\($0)`" })
    guard let last = quoted.last, quoted.count > 1 else { return quoted.joined() }
    return quoted.dropLast().joined(separator: ", ") + " and " + last
  }
}
