package import MoatModel

/// The field with which a server says when to come back: seconds, or a date.
/// https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
package enum RetryAfter {
  /// How long to wait; nil for a text that says neither.
  package static func pause(_ text: String, now: Timestamp) -> Duration? {
    if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      // More digits than fit are more than anybody waits.
      return .seconds(Int32(text) ?? .max)
    }
    guard let date = date(text) else { return nil }
    let (seconds, overflows) = date.secondsSinceEpoch.subtractingReportingOverflow(
      now.secondsSinceEpoch)
    return overflows ? nil : .seconds(max(0, seconds))
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`, the only form that servers may send.
  private static func date(_ text: String) -> Timestamp? {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 6, words[0].hasSuffix(","), words[5] == "GMT",
      let month = months.firstIndex(of: words[2])
    else { return nil }
    let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
    return Timestamp("\(words[3])-\(number)-\(words[1])T\(words[4])Z")
  }

  private static let months: [Substring] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
