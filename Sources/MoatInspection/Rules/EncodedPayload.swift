package import MoatFindings

/// Packages with literals that decode to an address, a script or a program.
package struct EncodedPayload: InspectionRule {
  package static let info = RuleInfo(
    id: "encoded-payload", group: .inspection, severity: .medium,
    evidence: [.lockfile, .crateFiles],
    summary: "text that decodes to an address, a script or a program",
    explanation: Explanation(
      whatItDoes: """
        Reports literals, also such as are put together from several constants, arrays of bytes or \
        `concat!`, and files that are taken in, that decode to an address, a script or a program \
        from base64, base32, hex, numbers, UTF-16, letters that were moved, `replace`, the \
        exclusive or with a short key or another plain encoding, and crates whose purpose is to hide literals from whoever reads the program. \
        It is high where the package also reaches the network, starts programs or loads code, and \
        for what runs while something is built. Test data is left out.
        """,
      whyItMatters: """
        There is no reason to write an address in base64 but that nobody should find it. `arrayref \
        0.3.10` and `chrono_anchor` did.
        """,
      whatToDo: """
        Decode it, without running it.
        """,
      example: """
        ```text
        error[encoded-payload]: `chrono_anchor 0.1.2` has text in it that decodes to an address
          --> Cargo.lock:23:1
           = note: src/lib.rs:6: base64 of an address
           = help: decode it, without running it, before you build
        ```
        """),
    references: [
      "https://rustsec.org/advisories/RUSTSEC-2026-0039",
      "https://rustsec.org/advisories/RUSTSEC-2026-0260",
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    facts.packages.compactMap { package in
      for part in [CodePart.buildScript, .procMacro, .product] {
        let marks = package.index.marks(.encodedPayload, .splitString, in: part).filter(
          Self.isHidden)
        guard !marks.isEmpty else { continue }
        let uses =
          package.index.reachingOut(in: part)
          + package.index.marks(.process, .dynamicLoading, in: part)
        return package.finding(
          Self.info, "`\(package.identity)` hides text in an encoding",
          severity: part == .product && uses.isEmpty ? .medium : .high,
          marks: marks.few(5) + uses.few(3),
          help: "decode it, without running it, before you build")
      }
      return nil
    }
  }

  /// Whether it is what it looks like: what a program for WebAssembly tells its linker is a module, too
  /// (https://github.com/WebAssembly/component-model).
  static func isHidden(_ found: FoundMark) -> Bool {
    !(found.mark.subject.contains("WebAssembly")
      && found.mark.gates.contains { $0.contains("wasm32") })
  }
}
