package import MoatHost
package import MoatModel

/// Where a list of audits is read.
///
/// | written | read |
/// |---|---|
/// | `https://host/audits.toml` | by HTTP |
/// | `lists/audits.toml`, `/srv/audits.toml`, `file:///srv/audits.toml` | a file; relative ones below the project |
/// | `git+https://host/repo.git#path/audits.toml` | a file in the newest commit of the default branch |
/// | `git+https://host/repo.git#REV:path/audits.toml` | in a branch, a tag or a commit by its whole hash |
///
/// After `git+` stands whatever git clones from: `https`, `ssh` or `file`. cargo-vet knows the first
/// form only; with the others in `config.toml` its `--locked` still works, and nothing else does.
package enum ImportSource: Hashable, Sendable {
  case web(HTTPURL)
  /// Absolute.
  case file(String)
  case git(RedactedURL, revision: String?, path: String)

  /// - Parameter root: the absolute folder that relative paths start from.
  package init(parsing text: String, root: String) throws(Malformed) {
    if text.hasPrefix("git+") {
      self = try Self.git(String(text.dropFirst("git+".count)))
    } else if text.hasPrefix("file://") {
      let path = String(text.dropFirst("file://".count))
      guard PathText.isAbsolute(path), !path.utf8.contains(0) else { throw .notAbsolute }
      self = .file(PathText.normalised(path))
    } else if text.contains("://") {
      do throws(HTTPURL.Malformed) { self = .web(try HTTPURL(parsing: text)) } catch {
        throw .url(error)
      }
    } else {
      guard !text.isEmpty, !text.utf8.contains(0) else { throw .empty }
      self = .file(PathText.absolute(text, in: root))
    }
  }

  private static func git(_ text: String) throws(Malformed) -> ImportSource {
    guard let hash = text.firstIndex(of: "#") else { throw .noPath }
    let address = String(text[..<hash])
    var path = text[text.index(after: hash)...]
    var revision: String?
    if let colon = path.firstIndex(of: ":") {
      revision = String(path[..<colon])
      path = path[path.index(after: colon)...]
    }
    guard !path.isEmpty, revision != "", !path.hasPrefix("/"),
      !path.split(separator: "/").contains("..")
    else { throw .noPath }
    guard ["https://", "ssh://", "file://"].contains(where: address.hasPrefix) else {
      throw .gitScheme
    }
    return .git(RedactedURL(address), revision: revision, path: String(path))
  }

  /// A file beside this one.
  package func sibling(_ name: String) -> ImportSource? {
    switch self {
    case .web(let url):
      // Without a query, which belongs to the one file.
      let text = url.unredacted.prefix { $0 != "?" }
      guard let slash = text.lastIndex(of: "/"),
        let sibling = try? HTTPURL(parsing: text[...slash] + name)
      else { return nil }
      return .web(sibling)
    case .file(let path): return .file(PathText.join(PathText.parent(path) ?? "/", name))
    case .git(let url, let revision, let path):
      let folder = PathText.parent(path) ?? "."
      return .git(
        url, revision: revision, path: folder == "." ? name : PathText.join(folder, name))
    }
  }

  /// Without credentials, in the form that is parsed.
  package var description: String {
    switch self {
    case .web(let url): url.description
    case .file(let path): path
    case .git(let url, let revision, let path):
      "git+\(url)#\(revision.map { "\($0):" } ?? "")\(path)"
    }
  }

  /// Why a text is not a source.
  package enum Malformed: Error, Hashable, Sendable {
    case empty
    case url(HTTPURL.Malformed)
    case notAbsolute
    case noPath
    case gitScheme

    /// A phrase to put after the text and a colon.
    package var message: String {
      switch self {
      case .empty: "neither an address nor a path"
      case .url(let why): why.message
      case .notAbsolute: "not followed by an absolute path"
      case .noPath:
        "no path of a file in the repository; write `git+URL#REV:PATH` or `git+URL#PATH`"
      case .gitScheme: "git is asked by `https`, `ssh` or `file` only"
      }
    }
  }
}
