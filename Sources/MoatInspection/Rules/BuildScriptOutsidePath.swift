package import MoatFindings

/// Build scripts and proc macros that leave their folder.
package struct BuildScriptOutsidePath: InspectionRule {
  package static let info = RuleInfo(
    id: "build-script-outside-path", group: .inspection, severity: .medium,
    evidence: [.lockfile, .crateFiles],
    summary: "a build script or proc macro that looks around on the machine",
    explanation: Explanation(
      whatItDoes: """
        Reports build scripts and proc macros that ask for the home folder, climb from `OUT_DIR` \
        or the package's folder to those of other packages, or name `.git` or a folder for \
        everybody, such as `/tmp`, and reach the network or start git as well. A look whether \
        `.git` is there, which tells the author's checkout from a published crate, is left alone.
        """,
      whyItMatters: """
        A build script is given a folder to read, its package's, and one to write, `OUT_DIR`. The \
        one that came with `onering 1.4.1` climbed up from `OUT_DIR` to the project that was being \
        built and sent its last changes away.
        """,
      whatToDo: """
        Read the lines that are listed. Scripts that put the commit into the version do look at \
        `.git`; in a published crate they find yours.
        """,
      example: """
        ```text
        error[build-script-outside-path]: the build script of `onering 1.4.1` leaves its folder
          --> Cargo.lock:52:1
           = note: build.rs:17: Path::parent of OUT_DIR
           = note: build.rs:23: .git
           = help: read the lines: a build script has no business outside of its package and `OUT_DIR`
        ```
        """),
    references: [
      "https://doc.rust-lang.org/cargo/reference/build-scripts.html",
      "https://github.com/ossf/malicious-packages/tree/main/osv/malicious/crates.io",
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    facts.packages.compactMap { package in
      for part in [CodePart.buildScript, .procMacro] {
        let places = package.index.marks(.outsidePath, in: part)
        guard !places.isEmpty else { continue }
        let network = package.index.reachingOut(in: part)
        let marks = places.filter { !network.isEmpty || Self.leads(away: $0.mark) }
        guard !marks.isEmpty else { continue }
        return package.finding(
          Self.info, "\(BuildWords.subject(of: package, part)) leaves its folder", marks: marks,
          help: "read the lines: it has no business outside of its package and `OUT_DIR`")
      }
      return nil
    }
  }

  /// Whether the place is somebody else's for certain.
  private static func leads(away mark: Mark) -> Bool {
    HomePlace.isOne(mark.subject) || mark.argument == "OUT_DIR"
      // Where the user stands, that is, the project; Cargo does not set it.
      || ["PWD", "OLDPWD", "INIT_CWD"].contains(mark.subject)
      || (mark.argument == nil && mark.subject.hasSuffix("of OUT_DIR"))
  }
}
