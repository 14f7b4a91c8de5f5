package import MoatFindings

/// Build scripts and proc macros that hide what they say.
package struct ObfuscatedBuildScript: InspectionRule {
  package static let info = RuleInfo(
    id: "obfuscated-build-script", group: .inspection, severity: .medium,
    evidence: [.lockfile, .crateFiles],
    summary: "a build script or proc macro that hides what it says",
    explanation: Explanation(
      whatItDoes: """
        Reports build scripts and proc macros with literals that decode to an address, a script or \
        a program, with text put together from pieces so that no search finds it, with lines of \
        thousands of characters, or that decode base64, hex or an exclusive or at run time and \
        start programs, reach the network or write files. Assembler, calls of the kernel by number \
        and libraries whose functions are looked up by name count as well: they name nothing of \
        what they do.
        """,
      whyItMatters: """
        People who write build scripts want them to be read. The address in the one that came with \
        `arrayref 0.3.10` was base64 in several constants.
        """,
      whatToDo: """
        Decode what is there, without running it, before you build.
        """,
      example: """
        ```text
        error[obfuscated-build-script]: the build script of `proc-macro1 1.0.107` hides what it says
          --> Cargo.lock:31:1
           = note: build.rs:7: base64 that decodes to an address
           = help: decode it, without running it, before you build
        ```
        """),
    references: [
      "https://rustsec.org/advisories/RUSTSEC-2026-0260",
      "https://doc.rust-lang.org/cargo/reference/build-scripts.html",
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    facts.packages.compactMap { package in
      for part in [CodePart.buildScript, .procMacro] {
        var marks = package.index.marks(.encodedPayload, .splitString, .longLine, in: part)
        // What calls the machine, or a library by the names of its functions, names nothing.
        marks += package.index.marks(.assembly, .dynamicLoading, in: part)
        marks += package.index.marks(.ffi, in: part).filter { $0.mark.subject.hasSuffix("syscall") }
        if package.index.has([.init(.process), .init(.network)], in: part) {
          marks += package.index.marks(.decoding, .highEntropy, in: part)
        } else if package.index.has(.init(.fileWrite), in: part) {
          marks += package.index.marks(.decoding, in: part)
        }
        guard !marks.isEmpty else { continue }
        return package.finding(
          Self.info, "\(BuildWords.subject(of: package, part)) hides what it says", marks: marks,
          help: "decode it, without running it, before you build")
      }
      return nil
    }
  }
}
