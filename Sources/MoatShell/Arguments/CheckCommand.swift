/// A command that compares a file with a recorded hash, or checks its signature.
package struct CheckCommand: Sendable {
  package enum Kind: Hashable, Sendable {
    /// Fails if a hash differs: `sha256sum -c`.
    case hash
    /// Prints a hash; something else must compare it.
    case printedHash
    case signature
  }

  package let kind: Kind
  /// The files it is about, as far as its words say; empty if the list is elsewhere.
  package let files: [ShellText]
  /// The file with the hashes or the signature, if it is one.
  package let list: ShellText?
  /// The hashes, if they are in the script: a here-string.
  package let expected: ShellText?
  package let command: ShellCommand

  package init?(_ command: ShellCommand) {
    guard let name = command.name?.lowercased(),
      let (kind, files, list) = Self.read(name, command)
    else { return nil }
    self.kind = kind
    self.files = files
    self.list = list
    expected = command.redirects.last { $0.kind == .text }?.target
    self.command = command
  }

  private typealias Reading = (Kind, [ShellText], ShellText?)

  private static func read(_ name: String, _ command: ShellCommand) -> Reading? {
    let words = command.arguments
    switch name {
    case "sha256sum", "sha512sum", "sha384sum", "sha224sum", "sha1sum", "b2sum", "b3sum", "shasum",
      "md5sum", "cksum", "gsha256sum", "gsha512sum":
      return sum(words, command)
    case "certutil":
      guard words.first?.known?.lowercased() == "-hashfile" else { return nil }
      return (.printedHash, words.dropFirst().prefix(1).map(\.text), nil)
    case "get-filehash":
      let arguments = PowerShellArguments(words, valued: ["path", "literalpath", "algorithm"])
      let file = arguments["path"] ?? arguments["literalpath"] ?? arguments.operands.first?.text
      return (.printedHash, file.map { [$0] } ?? [], nil)
    case "get-authenticodesignature":
      return (.signature, words.prefix(1).map(\.text), nil)
    case "openssl":
      let arguments = ShellArguments(
        words.dropFirst(),
        valued: ["-verify", "-signature", "-prverify", "-out", "-in", "-inkey", "-sigfile"],
        hasClusters: false)
      guard ["dgst", "sha256", "sha512", "pkeyutl"].contains(words.first?.known) else { return nil }
      let isSignature = arguments.has("-verify", "-prverify")
      let files = arguments.operands.map(\.text) + (arguments.value("-in").map { [$0] } ?? [])
      return (isSignature ? .signature : .printedHash, files, arguments.value("-signature"))
    case "minisign", "rsign", "rsign2", "signify", "signify-openbsd":
      return minisign(words)
    case "gpg", "gpg2", "gpgv":
      let arguments = ShellArguments(
        words, valued: ["--keyring", "--homedir", "--status-fd", "--trust-model", "--keyserver"])
      guard arguments.has("--verify") || name == "gpgv" else { return nil }
      let operands = arguments.operands.map(\.text)
      return (.signature, Array(operands.dropFirst()), operands.first)
    case "cosign":
      guard words.first?.known == "verify-blob" || words.first?.known == "verify-blob-attestation"
      else { return nil }
      let arguments = ShellArguments(
        words.dropFirst(),
        valued: [
          "--key", "--signature", "--certificate", "--bundle", "--certificate-identity",
          "--certificate-oidc-issuer", "--certificate-identity-regexp",
          "--certificate-oidc-issuer-regexp", "--type",
        ])
      return (
        .signature, arguments.operands.map(\.text), arguments.value("--signature", "--bundle")
      )
    case "gh":
      guard
        words.prefix(2).map(\.known) == ["attestation", "verify"]
          || words.prefix(2).map(\.known) == ["release", "verify-asset"]
      else { return nil }
      let arguments = ShellArguments(
        words.dropFirst(2), valued: ["-R", "--repo", "-o", "--owner", "-b", "--bundle"])
      return (.signature, arguments.operands.map(\.text), nil)
    case "slsa-verifier":
      guard words.first?.known == "verify-artifact" else { return nil }
      let arguments = ShellArguments(
        words.dropFirst(), valued: ["--provenance-path", "--source-uri", "--source-tag"])
      return (.signature, arguments.operands.map(\.text), arguments.value("--provenance-path"))
    default: return nil
    }
  }

  private static func sum(_ words: ArraySlice<ShellWord>, _ command: ShellCommand) -> Reading {
    let arguments = ShellArguments(words, valued: ["-a", "--algorithm", "-l", "--length"])
    let operands = arguments.operands.map(\.text)
    guard arguments.has("-c", "--check") else { return (.printedHash, operands, nil) }
    let list = operands.first { $0.known != "-" }
    return (.hash, [], list)
  }

  private static func minisign(_ words: ArraySlice<ShellWord>) -> Reading? {
    let arguments = ShellArguments(words, valued: ["-m", "-p", "-P", "-x", "-o"])
    let isVerify = arguments.has("-V", "-Q") || arguments.operands.first?.known == "verify"
    guard isVerify else { return nil }
    let files =
      (arguments.value("-m").map { [$0] } ?? [])
      + arguments.operands.dropFirst(arguments.operands.first?.known == "verify" ? 1 : 0)
      .map(\.text)
    return (.signature, files, arguments.value("-x"))
  }
}
