package import MoatFindings

/// Packages that do something dangerous before `main` begins.
package struct CodeBeforeMain: InspectionRule {
  package static let info = RuleInfo(
    id: "code-before-main", group: .inspection, severity: .medium,
    evidence: [.lockfile, .crateFiles],
    summary: "code that runs before `main` and reaches the network, starts programs or loads code",
    explanation: Explanation(
      whatItDoes: """
        Reports files of source with functions that the loader calls before `main`, by the section \
        they are put in or by a crate for it, and that also reach the network, start programs, \
        write files or load libraries. Programs that are started, and sockets of the standard \
        library, count in any file of the package where such a function stands in a section by its \
        name or under `#[ctor]`.
        """,
      whyItMatters: """
        Such code runs as soon as the package is linked, whether or not anything of it is called. \
        Registries of plug-ins are made this way, and need none of the rest.
        """,
      whatToDo: """
        Read the function.
        """,
      example: """
        ```text
        error[code-before-main]: `logflux 0.2.0` starts programs before `main`
          --> Cargo.lock:67:1
           = note: src/lib.rs:9: ctor::ctor
           = note: src/lib.rs:12: std::process::Command::new
           = help: read the function that runs before `main`
        ```
        """),
    references: [
      "https://docs.rs/ctor/latest/ctor/",
      "https://github.com/ossf/malicious-packages/tree/main/osv/malicious/crates.io",
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    facts.packages.compactMap { package in
      let starts = package.index.marks(.beforeMain, in: [.building, .product])
      guard !starts.isEmpty else { return nil }
      let files = Set(starts.map(\.path))
      // A function of another file may be what is called.
      let isCalled = starts.contains { Self.isFunction($0.mark) }
      let acts =
        (package.index.reachingOut(in: [.building, .product])
        + package.index.marks(
          .process, .fileWrite, .dynamicLoading, .credentialPath, in: [.building, .product]))
        .filter { files.contains($0.path) || (isCalled && Self.isPlain($0)) }
      guard let first = acts.first else { return nil }
      let acting = Set(acts.map(\.path))
      return package.finding(
        Self.info,
        "`\(package.identity)` \(first.capability == .process ? "starts programs" : "acts") before `main`",
        marks: starts.filter { acting.contains($0.path) || isCalled }.few(3) + acts.few(5),
        help: "read the function that runs before `main`")
    }
  }

  /// Whether a mark is of a function that the loader calls, and not of data that is only kept.
  private static func isFunction(_ mark: Mark) -> Bool {
    mark.subject.hasPrefix("#[link_section") || mark.subject.hasPrefix("#[ctor")
      || mark.subject.hasPrefix("ctor::")
  }

  /// Programs and the standard library's sockets. Clients of the network set up their library so.
  private static func isPlain(_ found: FoundMark) -> Bool {
    (found.capability == .process && !SystemCall.isOne(found.mark))
      || found.mark.subject.hasPrefix("std::net::")
  }
}
