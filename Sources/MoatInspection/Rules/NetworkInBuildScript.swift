package import MoatFindings

/// Build scripts that reach the network.
package struct NetworkInBuildScript: InspectionRule {
  package static let info = RuleInfo(
    id: "network-in-build-script", group: .inspection, severity: .high,
    evidence: [.lockfile, .crateFiles],
    summary: "a build script that reaches the network",
    explanation: Explanation(
      whatItDoes: """
        Reports build scripts, with all their modules, that open connections: sockets of the \
        standard library, crates that speak HTTP, TLS or another protocol, programs such as `curl`, \
        `git clone` and `npm install` that are started, by a shell too, interpreters with a program \
        that does it, any program that is given an address, and literals that are scripts which \
        download and run something. Scripts of the package are read where the build script names \
        them. Names are resolved through `use`, renames and macros; code for other platforms counts, and so \
        does code that no call is seen to reach.
        """,
      whyItMatters: """
        A build script runs with your rights on every machine that builds the project, before any \
        of it is tested. Every takeover of a crate in 2026 put its payload there. Of the build \
        scripts of several hundred widely used crates none opens a connection; builds that need \
        the network fail in sandboxes and without one anyway.
        """,
      whatToDo: """
        Read the lines that are listed. Where a build script fetches a prebuilt library, use the \
        crate's way to take the one of the system, or accept it in `moat.toml` with the reason.
        """,
      example: """
        ```text
        error[network-in-build-script]: the build script of `proc-macro1 1.0.107` reaches the network
          --> Cargo.lock:31:1
           = note: build.rs:14: rustls::ClientConnection::new
           = note: build.rs:22: std::net::TcpStream::connect
           = help: do not build before you have read it; go back to a version without it
        ```
        """),
    references: [
      "https://rustsec.org/advisories/RUSTSEC-2026-0260",
      "https://doc.rust-lang.org/cargo/reference/build-scripts.html",
      "https://github.com/ossf/malicious-packages/tree/main/osv/malicious/crates.io",
    ])

  package init() {}

  package func findings(in facts: InspectionFacts) -> [Finding] {
    facts.packages.compactMap { package in
      let marks = package.index.reachingOut(in: .buildScript)
      guard !marks.isEmpty else { return nil }
      return package.finding(
        Self.info, "the build script of `\(package.identity)` reaches the network", marks: marks,
        help: "do not build before you have read it; go back to a version without it")
    }
  }
}
