package import MoatFindings

/// Packages that put a program somewhere and run it.
package struct RunsDroppedFile: InspectionRule {
  package static let info = RuleInfo(
    id: "runs-dropped-file", group: .inspection, severity: .medium,
    evidence: [.lockfile, .crateFiles],
    summary: "code that writes a program to a folder for temporary files and runs it",
    explanation: Explanation(
      whatItDoes: """
        Reports packages where one file of source uses a folder for temporary files or for \
        everybody and starts programs or loads libraries, and makes a file executable, decodes \
        hidden text or takes in machine code of the package; the network is not needed for that. \
        In a build script or proc macro a mode that is set is enough, wherever the file is.
        """,
      whyItMatters: """
        A program that is carried along, written to `/tmp` and started does not appear among what \
        was installed, and no scanner of the project sees it.
        """,
      whatToDo: """
        Read the lines that are listed, and find what is run.
        """,
      example: """
        ```text
        error[runs-dropped-file]: `xrvrv 0.1.1` writes a program and runs it
          --> Cargo.lock:70:1
           = note: build.rs:12: std::env::temp_dir
           = note: build.rs:15: std::fs::set_permissions
           = note: build.rs:17: std::process::Command::new
           = help: do not run it before you have read what it runs
        ```
        """),
    references: [
      "https://rustsec.org/advisories/RUSTSEC-2023-0100",
      "https://rustsec.org/advisories/RUSTSEC-2026-0260",
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    facts.packages.compactMap { package in
      let programs = Set(
        package.index.marks(.embeddedBinary, in: [.data, .building, .product])
          .map { PathEnd.of($0.path) })
      for part in CodePart.programs {
        let places = package.index.marks(.outsidePath, in: part)
          .filter { TemporaryPlace.isOne($0.mark.subject) }
        // What runs while something is built changes no modes, wherever the file is.
        let isAnywhere = places.isEmpty && part != .product
        guard !places.isEmpty || isAnywhere else { continue }
        let made =
          package.index.marks(.permissions, .encodedPayload, in: part)
          + package.index.marks(.embeddedFile, in: part)
          .filter { $0.mark.argument.map { programs.contains(PathEnd.of($0)) } ?? false }
        let run = package.index.marks(.process, .dynamicLoading, in: part)
        if isAnywhere, !made.contains(where: { Self.isMode($0.mark) }) { continue }
        var files = Set(run.map(\.path)).intersection(made.map(\.path))
        if !isAnywhere { files.formIntersection(places.map(\.path)) }
        guard !files.isEmpty else { continue }
        return package.finding(
          Self.info, "`\(package.identity)` writes a program and runs it",
          severity: part == .product || isAnywhere ? .medium : .high,
          marks: [places, made, run].flatMap { marks in
            marks.filter { files.contains($0.path) }.few(2)
          },
          help: "do not run it before you have read what it runs")
      }
      return nil
    }
  }

  /// Whether a mark is of a mode, and not of a file that only becomes writable.
  private static func isMode(_ mark: Mark) -> Bool {
    mark.capability == .permissions
      && (mark.subject.contains("PermissionsExt") || mark.subject.contains("mode"))
  }
}
