/// The qualitative rating of a CVSS base score (CVSS 3.1 section 5, 4.0 section 6).
package enum CVSSRating: String, Hashable, Sendable, CaseIterable {
  case none, low, medium, high, critical

  init(tenths: Int) {
    self =
      switch tenths {
      case ...0: .none
      case ...39: .low
      case ...69: .medium
      case ...89: .high
      default: .critical
      }
  }
}

/// A CVSS vector string that could be scored.
///
/// Versions 3.0 and 3.1 are scored by their base metrics; temporal and environmental ones are
/// checked for form and left out, as the databases do. Version 4.0 is scored with whatever the
/// vector states, as its specification asks.
package struct CVSSVector: Hashable, Sendable {
  /// The score in tenths, 0...100.
  package let tenths: Int

  package var rating: CVSSRating { CVSSRating(tenths: tenths) }

  /// Why a vector has no score.
  package enum Malformed: Error, Hashable, Sendable {
    /// Not `CVSS:3.0`, `CVSS:3.1` or `CVSS:4.0`.
    case unknownVersion
    case notAMetric(String)
    case duplicate(String)
    /// A mandatory metric is missing or has a value the version does not know.
    case unusable(String)

    var message: String {
      switch self {
      case .unknownVersion: "CVSS vector of an unknown version"
      case .notAMetric(let text): "CVSS vector with the malformed part `\(text)`"
      case .duplicate(let name): "CVSS vector with `\(name)` twice"
      case .unusable(let name): "CVSS vector without a usable `\(name)`"
      }
    }
  }

  package init(parsing text: String) throws(Malformed) {
    var parts = text.split(separator: "/", omittingEmptySubsequences: false)[...]
    let version = parts.popFirst()
    var metrics: [Substring: Substring] = [:]
    for part in parts {
      let pair = part.split(separator: ":", omittingEmptySubsequences: false)
      guard pair.count == 2, !pair[0].isEmpty, !pair[1].isEmpty else {
        throw .notAMetric(String(part))
      }
      guard metrics.updateValue(pair[1], forKey: pair[0]) == nil else {
        throw .duplicate(String(pair[0]))
      }
    }
    switch version {
    case "CVSS:3.0", "CVSS:3.1": tenths = try CVSS3.baseScore(metrics)
    case "CVSS:4.0": tenths = try CVSS4.score(metrics)
    default: throw .unknownVersion
    }
  }
}
