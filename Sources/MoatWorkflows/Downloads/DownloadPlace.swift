import MoatShell

/// Where a download comes from, as far as its address says.
struct DownloadPlace: Hashable {
  /// Scheme and host in lower case; nil if they are not known.
  let origin: String?
  /// The address for a message.
  let shown: String
  /// Whether it goes over plain HTTP.
  let isPlain: Bool
  /// Whether the address holds a whole commit hash, and the host answers with that commit.
  let isPinned: Bool
  /// Whether it is the Rust project's own installer of rustup.
  let isRustup: Bool
  /// The GitHub owner whose repository it is.
  let owner: String?

  init(_ url: ShellText) {
    shown = url.shown
    let prefix = url.knownPrefix.lowercased()
    isPlain = prefix.hasPrefix("http://")
    let path: String
    if let scheme = Self.end(of: "://", in: prefix) {
      let rest = prefix[scheme...]
      let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
      // Without the end of the host, the host is not known.
      let isWhole = host.count < rest.count || url.known != nil
      origin = isWhole ? String(prefix[..<scheme]) + host : nil
      path = String(rest.dropFirst(host.count))
    } else {
      origin = nil
      path = ""
    }
    let host = origin.flatMap { $0.split(separator: "/").last.map(String.init) } ?? ""
    isRustup =
      host == "sh.rustup.rs" || host == "win.rustup.rs"
      || host == "static.rust-lang.org" && path.contains("rustup")
    let names = path.split(separator: "/").map(String.init)
    let isGitHub = [
      "github.com", "raw.githubusercontent.com", "codeload.github.com", "api.github.com",
    ].contains(host)
    owner = isGitHub ? names.first { $0 != "repos" } : nil
    isPinned = isGitHub && Self.holdsCommit(url)
  }

  /// The three of GitHub's addresses that name a commit give that commit's content and no other.
  private static func holdsCommit(_ url: ShellText) -> Bool {
    url.always { text in
      if text.contains("/releases/") { return false }
      return text.split { "/.?".contains($0) }.contains { UsesReference.isCommit(String($0)) }
    }
  }

  private static func end(of part: String, in text: String) -> String.Index? {
    var start = text.startIndex
    while start < text.endIndex {
      if text[start...].hasPrefix(part) { return text.index(start, offsetBy: part.count) }
      start = text.index(after: start)
    }
    return nil
  }
}
