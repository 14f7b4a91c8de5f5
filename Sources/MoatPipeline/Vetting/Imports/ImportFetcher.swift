import MoatArchive
package import MoatHost
package import MoatModel
import MoatVetting

/// The bytes of a list as they were read.
package struct FetchedCopy: Sendable {
  package let bytes: [UInt8]
  package let digest: SHA256Digest
  /// Where they were read, as it is written and without credentials.
  package let from: String
  /// The commit, for git.
  package let commit: String?
}

/// Reads lists of audits from where they are.
package struct ImportFetcher: Sendable {
  /// Another place for addresses that start in a certain way: a mirror.
  package struct Mirror: Hashable, Sendable {
    package let prefix: String
    package let replacement: String

    package init(prefix: String, replacement: String) {
      self.prefix = prefix
      self.replacement = replacement
    }
  }

  /// A place with the text that names it.
  package struct Place: Sendable {
    package let source: ImportSource
    /// As written, mirrors applied: an absolute path is one only where somebody wrote it so.
    package let written: String

    /// A file beside this one; nil where there is no beside.
    package func sibling(_ name: String) -> Place? {
      source.sibling(name).map {
        Place(source: $0, written: Self.sibling(name, of: written))
      }
    }

    static func sibling(_ name: String, of text: String) -> String {
      // In `git+URL#REV:PATH` the path may be a bare name.
      let cut = text.lastIndex { $0 == "/" || $0 == "#" || $0 == ":" }
      return cut.map { text[...$0] + name } ?? name
    }
  }

  private let host: Host
  private let root: String
  private let mirrors: [Mirror]
  private let isOffline: Bool

  /// - Parameters:
  ///   - root: the absolute folder that relative paths start from.
  ///   - isOffline: whether only files are read.
  package init(host: Host, root: String, mirrors: [Mirror] = [], isOffline: Bool) {
    self.host = host
    self.root = root
    // The longest that fits counts.
    self.mirrors = mirrors.sorted {
      ($1.prefix.utf8.count, $0.prefix) < ($0.prefix.utf8.count, $1.prefix)
    }
    self.isOffline = isOffline
  }

  /// With the mirrors of a policy.
  init(host: Host, root: String, mirrors policy: VettingPolicy, isOffline: Bool) {
    self.init(
      host: host, root: root,
      mirrors: policy.mirrors.map { Mirror(prefix: $0.prefix, replacement: $0.replacement) },
      isOffline: isOffline)
  }

  /// Why a list was not read.
  package enum Failure: Error, Hashable, Sendable {
    case malformed(String, ImportSource.Malformed)
    case offline(String)
    case http(String, HTTPFailure)
    case status(Int, String)
    /// The answer came from another server than was asked.
    case elsewhere(String, String)
    /// A page for people.
    case webPage(String)
    case file(String, FileFailure)
    case git(String, GitFailure)
    case noCache
    case noDigest(String)

    /// What is wrong, where, and what to do. It quotes the server: neutralise it before it is printed.
    package var message: String {
      switch self {
      case .malformed(let text, let why): "`\(RedactedURL(text))`: \(why.message)"
      case .offline(let place): "\(place): not asked: the network is closed by `--offline`"
      case .http(let place, let failure): "\(place): \(failure.message)"
      case .status(429, let place):
        "\(place): the server wants fewer requests (status 429); try again later"
      case .status(let status, let place): "\(place): the server answered with status \(status)"
      case .elsewhere(let place, let other):
        "\(place): the answer is from \(other); name that address if it is meant"
      case .webPage(let place):
        "\(place): a web page and no list; name the address of the file itself"
      case .file(let path, let failure): "\(path): \(failure.message)"
      case .git(let place, let failure): "\(place): \(failure.message)"
      case .noCache: "no cache folder for copies of repositories: set `HOME` or `XDG_CACHE_HOME`"
      case .noDigest(let why): why
      }
    }
  }

  /// The place a text names, by way of the mirrors.
  package func place(_ text: String) throws(Failure) -> Place {
    var place = text
    if let mirror = mirrors.first(where: { text.utf8.starts(with: $0.prefix.utf8) }) {
      place = mirror.replacement + text.dropFirst(mirror.prefix.count)
    }
    do throws(ImportSource.Malformed) {
      return Place(source: try ImportSource(parsing: place, root: root), written: place)
    } catch {
      throw .malformed(place, error)
    }
  }

  /// Reads a list.
  ///
  /// - Parameter limit: the most bytes it may have.
  package func fetch(
    _ place: Place, limit: Int = ImportLimit.size
  ) async throws(Failure) -> FetchedCopy {
    let bytes: [UInt8]
    var commit: String?
    switch place.source {
    case .web(let url): bytes = try await web(url, limit)
    case .file(let path):
      do throws(FileFailure) { bytes = try host.files.read(path, limit: limit) } catch {
        throw .file(place.written, error)
      }
    case .git(let url, let revision, let path):
      (bytes, commit) = try await git(url, revision, path, limit, place.source.description)
    }
    do throws(SHA256Hasher.Unavailable) {
      return FetchedCopy(
        bytes: bytes, digest: try SHA256Hasher.digest(of: bytes),
        from: RedactedURL.redacting(place.written),
        commit: commit)
    } catch {
      throw .noDigest(error.message)
    }
  }

  private func web(_ url: HTTPURL, _ limit: Int) async throws(Failure) -> [UInt8] {
    let place = url.description
    if isOffline { throw .offline(place) }
    let response: HTTPResponse
    do throws(HTTPFailure) {
      response = try await host.network.send(
        HTTPRequest(url, bodyLimit: limit, deadline: ImportLimit.deadline))
    } catch {
      throw .http(place, error)
    }
    guard response.status == 200 else { throw .status(response.status, place) }
    // Whoever may answer for an import is named in the store, and nobody else.
    guard response.url.isSameOrigin(as: url) else {
      throw .elsewhere(place, response.url.description)
    }
    if response["content-type"]?.lowercased().hasPrefix("text/html") ?? false {
      throw .webPage(place)
    }
    return response.body
  }

  private func git(
    _ url: RedactedURL, _ revision: String?, _ path: String, _ limit: Int, _ place: String
  ) async throws(Failure) -> ([UInt8], String) {
    if isOffline, !url.unredacted.hasPrefix("file://") { throw .offline(place) }
    guard let cache = host.environment.cacheDirectory else { throw .noCache }
    let folder = PathText.join(cache, "audit-git")
    do throws(FileFailure) { try host.files.createDirectories(folder) } catch {
      throw .file(folder, error)
    }
    let name: String
    do throws(SHA256Hasher.Unavailable) {
      name = try SHA256Hasher.digest(of: Array("\(url.unredacted)#\(revision ?? "")".utf8)).hex
    } catch {
      throw .noDigest(error.message)
    }
    let mirror = PathText.join(folder, name)
    do throws(GitFailure) {
      try await host.git.mirror(
        url.unredacted, revision: revision, into: mirror, deadline: ImportLimit.gitDeadline)
      let bytes = try await host.git.show(path: path, inMirror: mirror, limit: limit)
      return (bytes, try await host.git.commit(inMirror: mirror))
    } catch {
      throw .git(place, error)
    }
  }
}
