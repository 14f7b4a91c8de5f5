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

  /// What follows from the value; the reason stays.
  package func map<Other>(_ transform: (Value) -> Other) -> Evidence<Other> {
    flatMap { .known(transform($0)) }
  }

  /// What is known once the value is; the reason stays.
  package func flatMap<Other>(_ transform: (Value) -> Evidence<Other>) -> Evidence<Other> {
    switch self {
    case .known(let value): transform(value)
    case .unavailable(let reason): .unavailable(reason)
    }
  }
}

extension Evidence: Equatable where Value: Equatable {}
