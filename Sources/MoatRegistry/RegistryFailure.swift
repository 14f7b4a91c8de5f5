package import MoatArchive
package import MoatHost
package import MoatModel

/// Why a registry did not give what it was asked for.
package enum RegistryFailure: Error, Hashable, Sendable {
  /// The text cannot be the name of a crate.
  case malformedName(String)
  /// There was no answer.
  case noAnswer(RedactedURL, HTTPFailure)
  /// An answer that is neither a success nor "not there", with the reason the server gives.
  case status(Int, RedactedURL, text: String)
  /// The registry wants a token, or does not take the one it got.
  case unauthorised(RedactedURL, Login)
  /// A success whose body is not what it should be.
  case malformed(RedactedURL, String)
  /// The bytes are not those that were promised.
  case mismatch(RedactedURL, ArchiveFailure)
  /// The token cannot be had; why, and what to do.
  case credentials(String)
  case git(RedactedURL, GitFailure)
  case file(path: String, FileFailure)
  /// The crate or the version is not in the registry.
  case absent(String)
  /// A Cargo configuration or credentials file that is not understood.
  case configuration(path: String, String)
  /// The configuration does not say where packages come from.
  case place(PlaceFailure)
  /// The packages come from a place without an index.
  case noIndex(RedactedURL)
  /// There is no folder to keep a copy of an index in.
  case noCache
  /// SHA-256 cannot be computed here.
  case noDigest(String)

  /// What is known about how to log in.
  package struct Login: Hashable, Sendable {
    /// The registry's name in the configuration; nil where it has none.
    package let registry: String?
    package let hadToken: Bool
    /// Where the server says tokens are to be had.
    package let address: String?

    package init(registry: String?, hadToken: Bool, address: String? = nil) {
      self.registry = registry
      self.hadToken = hadToken
      self.address = address
    }

    /// What to do, in a phrase.
    var hint: String {
      let place = address.map { ", with a token from \($0)" } ?? ""
      guard let registry else {
        return
          "give the registry a name under `[registries]` in `$CARGO_HOME/config.toml`, then run "
          + "`cargo login --registry NAME`\(place)"
      }
      return "run `cargo login --registry \(registry)`\(place), or set "
        + "`CARGO_REGISTRIES_\(RegistryConfiguration.variableName(registry))_TOKEN`"
    }
  }

  /// What is wrong, where, and what to do. It quotes the server: neutralise it before it is printed.
  package var message: String {
    switch self {
    case .malformedName(let text): "`\(text)` cannot be the name of a crate"
    case .noAnswer(let url, let failure): "\(url): \(failure.message)"
    case .status(let status, let url, let text):
      text.isEmpty
        ? "\(url): the server answered with status \(status)"
        : "\(url): the server answered with status \(status): \(text)"
    case .unauthorised(let url, let login):
      "\(url): the registry \(login.hadToken ? "refused the token" : "wants a token"); \(login.hint)"
    case .malformed(let url, let why): "\(url): \(why)"
    case .mismatch(let url, let why): "\(url): \(why.message)"
    case .credentials(let why): why
    case .git(let url, let failure): "\(url): \(failure.message)"
    case .file(let path, let failure): "\(path): \(failure.message)"
    case .absent(let what): "\(what) is not in the registry"
    case .configuration(let path, let why): "\(path): \(why)"
    case .place(let failure): failure.message
    case .noIndex(let place): "\(place): packages from there have no index"
    case .noCache: "no cache folder: set `HOME` or `XDG_CACHE_HOME`"
    case .noDigest(let why): why
    }
  }
}

extension RegistryFailure {
  /// How much of a server's reason is kept: a few sentences.
  package static let textLimit = 500

  /// The start of a body that gives a reason in words; empty where it is not text.
  static func text(of response: HTTPResponse) -> String {
    guard response["content-type"]?.lowercased().hasPrefix("text/plain") ?? true,
      let text = String(validating: response.body, as: UTF8.self)
    else { return "" }
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count > textLimit ? "\(words.prefix(textLimit))…" : words
  }
}
