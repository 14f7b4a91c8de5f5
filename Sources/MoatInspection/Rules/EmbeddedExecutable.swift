package import MoatFindings

/// Packages that contain machine code.
package struct EmbeddedExecutable: InspectionRule {
  package static let info = RuleInfo(
    id: "embedded-executable", group: .inspection, severity: .medium,
    evidence: [.lockfile, .crateFiles],
    summary: "a package with machine code in it",
    explanation: Explanation(
      whatItDoes: """
        Reports files of a package that are programs, libraries, object files or WebAssembly \
        modules, by what they begin with and not by what they are called. Where the build script \
        tells the linker what to search or link, or the file is taken in with `include_bytes!`, it \
        is high. WebAssembly, which runs only in a machine of its own, is a note. Files below \
        tests and examples are left out.
        """,
      whyItMatters: """
        A published crate is source, so that it can be read. Machine code in it cannot, and is in \
        no diff: `rands` linked such a file into what was built, another crate ran one. Several \
        hundred widely used crates have none.
        """,
      whatToDo: """
        Look for a version or a feature that builds the code from source, or make sure who made \
        the file, from what.
        """,
      example: """
        ```text
        error[embedded-executable]: `rands 0.9.1` has machine code in it
          --> Cargo.lock:66:1
           = note: lib/librand.a: library of object files
           = note: build.rs:4: cargo:rustc-link-search
           = help: find out what it was made from, and build that
        ```
        """),
    references: [
      "https://rustsec.org/advisories/RUSTSEC-2025-0155",
      "https://rustsec.org/advisories/RUSTSEC-2023-0100",
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    facts.packages.compactMap { package in
      let files = package.index.marks(.embeddedBinary, in: [.data, .building, .product])
      guard !files.isEmpty else { return nil }
      let native = files.filter { !$0.mark.subject.contains("WebAssembly") }
      let names = Set(native.map { PathEnd.of($0.path) })
      let uses =
        package.index.marks(.linkerDirective, in: .buildScript)
        + package.index.marks(.embeddedFile, in: [.building, .product])
        .filter { $0.mark.argument.map { names.contains(PathEnd.of($0)) } ?? false }
      return package.finding(
        Self.info, "`\(package.identity)` has machine code in it",
        severity: native.isEmpty ? .info : uses.isEmpty ? .medium : .high,
        marks: (native.isEmpty ? files : native).few(5) + uses.few(3),
        help: "find out what it was made from, and build that")
    }
  }
}
