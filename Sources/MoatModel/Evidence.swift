/// A fact from outside: known, or not, and then why.
///
/// Rules that meet `unavailable` report *undetermined*; they never pass.
package enum Evidence<Value: Sendable>: Sendable {
  case known(Value)
  case unavailable(String)

  /// The value, for callers that handle the reason elsewhere.
  package var value: Value? {
    if case .known(let value) = self { value } else { nil }
  }
}

extension Evidence: Equatable where Value: Equatable {}
