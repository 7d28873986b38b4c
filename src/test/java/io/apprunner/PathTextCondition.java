// SPDX-License-Identifier: Apache-2.0
package io.apprunner;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sees what calls alone do not show: a path that becomes a part of a text, and a path that is made of a text which is
 * not written there. It looks at the instruction before, which in compiled Java has pushed the last argument.
 */
final class PathTextCondition extends ArchCondition<JavaClass> {
    private static final String PATH = Path.class.descriptorString();
    private static final String OWNER = "java/nio/file/Path";

    PathTextCondition() {
        super("leave it to RawPath to make texts of paths and paths of texts");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        for (MethodModel method : ClassFile.of().parse(bytes(type)).methods()) {
            method.code().ifPresent(code -> check(type, method.methodName().stringValue(), code, events));
        }
    }

    private static byte[] bytes(JavaClass type) {
        try {
            return Files.readAllBytes(Path.of(type.getSource().orElseThrow().getUri()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(JavaClass type, String method, CodeModel code, ConditionEvents events) {
        Optional<Instruction> before = Optional.empty();
        for (Instruction instruction : code.elementStream()
                .filter(Instruction.class::isInstance)
                .map(Instruction.class::cast)
                .toList()) {
            String fault = fault(code, before, instruction);
            if (fault != null) {
                events.add(SimpleConditionEvent.violated(type, type.getName() + "." + method + " " + fault));
            }
            before = Optional.of(instruction);
        }
    }

    private static @Nullable String fault(CodeModel code, Optional<Instruction> before, Instruction instruction) {
        if (instruction instanceof InvokeDynamicInstruction call) {
            boolean joins = call.name().stringValue().startsWith("makeConcat")
                    && call.typeSymbol().descriptorString().contains(PATH);
            return joins ? "makes a path a part of a text" : null;
        }
        if (!(instruction instanceof InvokeInstruction call) || before.isEmpty()) {
            return null;
        }
        String name = call.name().stringValue();
        String descriptor = call.typeSymbol().descriptorString();
        boolean takesObject =
                (name.equals("append") || name.equals("valueOf")) && descriptor.startsWith("(Ljava/lang/Object;)");
        if (takesObject && pushed(code, before.get()).contains(PATH)) {
            return "makes a path a part of a text";
        }
        boolean resolves = call.owner().asInternalName().equals(OWNER)
                && name.startsWith("resolve")
                && descriptor.startsWith("(Ljava/lang/String;)");
        return resolves && !(before.get() instanceof ConstantInstruction) ? "makes a path of a text" : null;
    }

    /** The types, in the form of descriptors, that what an instruction pushes can have. */
    private static String pushed(CodeModel code, Instruction instruction) {
        return switch (instruction) {
            case LoadInstruction load -> local(code, load.slot());
            case FieldInstruction field -> field.typeSymbol().descriptorString();
            case InvokeInstruction call -> call.typeSymbol().returnType().descriptorString();
            case TypeCheckInstruction check -> "L" + check.type().asInternalName() + ";";
            default -> "";
        };
    }

    private static String local(CodeModel code, int slot) {
        StringBuilder types = new StringBuilder();
        code.elementStream()
                .filter(LocalVariable.class::isInstance)
                .map(LocalVariable.class::cast)
                .filter(variable -> variable.slot() == slot)
                .forEach(variable -> types.append(variable.typeSymbol().descriptorString()));
        return types.toString();
    }
}
