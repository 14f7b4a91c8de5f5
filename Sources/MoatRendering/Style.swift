/// Whether and how words are emphasised with SGR sequences.
///
/// Emphasis never carries meaning: a text without it says the same.
package struct Style: Hashable, Sendable {
  /// Whether sequences are written at all.
  package let isColored: Bool

  /// `NO_COLOR` and terminals are the caller's to judge.
  package init(isColored: Bool) { self.isColored = isColored }

  /// No sequences.
  package static let plain = Style(isColored: false)

  /// Headings.
  package func bold(_ text: String) -> String { wrapped(text, in: "1") }
  /// What can be passed over.
  package func dim(_ text: String) -> String { wrapped(text, in: "2") }
  /// Errors and tampering.
  package func red(_ text: String) -> String { wrapped(text, in: "1;31") }
  /// What is in order.
  /// Warnings and what is undetermined.
  package func yellow(_ text: String) -> String { wrapped(text, in: "1;33") }
  /// Notes, margins and marks.
  package func cyan(_ text: String) -> String { wrapped(text, in: "1;36") }

  /// A line that is gone, the part of it that changed, or one that is elsewhere now.
  package func removed(_ text: String, isPart: Bool = false, isMoved: Bool = false) -> String {
    wrapped(text, in: isPart ? "7;31" : isMoved ? "2;31" : "31")
  }
  /// A line that is new, the part of it that changed, or one that was elsewhere.
  package func added(_ text: String, isPart: Bool = false, isMoved: Bool = false) -> String {
    wrapped(text, in: isPart ? "7;32" : isMoved ? "2;32" : "32")
  }

  private func wrapped(_ text: String, in code: String) -> String {
    isColored && !text.isEmpty ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }
}
